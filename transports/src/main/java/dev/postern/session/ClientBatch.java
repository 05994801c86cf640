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

    /** Texts, in order. */
    record Texts(List<String> texts) implements ClientBatch {
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
