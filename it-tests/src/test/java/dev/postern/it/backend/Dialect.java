package dev.postern.it.backend;

import java.util.List;
import java.util.Optional;

/** How a text to oneself is said and heard. */
interface Dialect {

    /** A text is a message, and its echo too. */
    Dialect PLAIN = new Dialect() {};

    /** STOMP 1.2: one subscribes to a destination of one's own and sends to it. */
    Dialect STOMP = new Dialect() {

        @Override
        public List<String> greetings(String key) {
            return List.of(
                    "CONNECT\naccept-version:1.2\nhost:here\n\n\0",
                    "SUBSCRIBE\nid:0\ndestination:/queue/" + key + "\nreceipt:ready\n\n\0");
        }

        @Override
        public boolean isReady(String message) {
            return message.startsWith("RECEIPT");
        }

        @Override
        public String saying(String text, String key) {
            return "SEND\ndestination:/queue/" + key + "\n\n" + text + "\0";
        }

        @Override
        public Optional<String> heard(String message) {
            return message.startsWith("MESSAGE")
                    ? Optional.of(
                            message.substring(message.indexOf("\n\n") + 2, message.length() - 1))
                    : Optional.empty();
        }
    };

    /** What a client says before all else. */
    default List<String> greetings(String key) {
        return List.of();
    }

    /** Whether that message is the answer to the greetings. */
    default boolean isReady(String message) {
        return false;
    }

    default String saying(String text, String key) {
        return text;
    }

    /** The text that a message brings, if it brings one. */
    default Optional<String> heard(String message) {
        return Optional.of(message);
    }
}
