package dev.postern.session;

import java.nio.ByteBuffer;
import java.util.List;

/** What a client sent at one time. */
sealed interface ClientBatch {

    /**
     * What a message counts for besides its content: its objects, and its place in a queue. Without
     * it a flood of empty messages would weigh nothing.
     */
    int MESSAGE_OVERHEAD = 64;

    /** Bytes this batch counts for while it is held. */
    int size();

    /**
     * Texts, in order.
     *
     * @param upload what the request is known by that brought them, should it come again; 0 where nothing tells
     * @param from how many of the request's texts came before these
     */
    record Texts(List<String> texts, long upload, int from) implements ClientBatch {

        Texts(List<String> texts) {
            this(texts, 0, 0);
        }

        /** The same without its first {@code known} texts. */
        Texts without(int known) {
            return new Texts(texts.subList(known, texts.size()));
        }

        @Override
        public int size() {
            int size = texts.size() * MESSAGE_OVERHEAD;
            for (String text : texts) {
                size += text.length();
            }
            return size;
        }
    }

    /** One binary message of a raw WebSocket. */
    record Binary(ByteBuffer data) implements ClientBatch {
        @Override
        public int size() {
            return data.remaining() + MESSAGE_OVERHEAD;
        }
    }
}
