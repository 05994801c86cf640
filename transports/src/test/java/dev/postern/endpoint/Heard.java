package dev.postern.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client hears, whatever its transport.
 *
 * @param kind open, heartbeat, messages, close, status (of HTTP, instead of a session) or nothing
 */
record Heard(String kind, List<String> messages, int code, String reason) {

    static final Heard OPEN = new Heard("open", List.of(), 0, "");
    static final Heard HEARTBEAT = new Heard("heartbeat", List.of(), 0, "");
    static final Heard NOTHING = new Heard("nothing", List.of(), 0, "");

    private static final ObjectMapper JSON = new ObjectMapper();

    static Heard messages(String... messages) {
        return new Heard("messages", List.of(messages), 0, "");
    }

    static Heard close(int code, String reason) {
        return new Heard("close", List.of(), code, reason);
    }

    static Heard status(int status) {
        return new Heard("status", List.of(), status, "");
    }

    /** A frame as SockJS writes it. */
    static Heard frame(String frame) {
        return switch (frame.charAt(0)) {
            case 'o' -> only(frame, OPEN);
            case 'h' -> only(frame, HEARTBEAT);
            case 'a' -> {
                List<String> texts = new ArrayList<>();
                json(frame.substring(1)).forEach(text -> texts.add(text.textValue()));
                yield new Heard("messages", texts, 0, "");
            }
            case 'c' -> {
                JsonNode close = json(frame.substring(1));
                yield close(close.get(0).intValue(), close.get(1).textValue());
            }
            default -> throw new AssertionError("not a frame: " + frame);
        };
    }

    private static Heard only(String frame, Heard heard) {
        if (frame.length() != 1) {
            throw new AssertionError("not a frame: " + frame);
        }
        return heard;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not a frame: " + text, e);
        }
    }
}
