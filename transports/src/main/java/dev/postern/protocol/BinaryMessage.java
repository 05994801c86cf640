package dev.postern.protocol;

import java.nio.ByteBuffer;

/**
 * A binary message (RFC 6455 §5.6). Only a raw WebSocket can carry one; a SockJS frame cannot.
 *
 * @param data the payload; not to be changed after it was handed over. Readers take a duplicate.
 */
public record BinaryMessage(ByteBuffer data) implements Message {

    @Override
    public int size() {
        return data.remaining();
    }
}
