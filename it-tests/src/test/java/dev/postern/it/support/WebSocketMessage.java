package dev.postern.it.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message, or a Close frame, that a {@link WebSocketStream} read. */
public final class WebSocketMessage {

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;

    private final int opcode;
    private final byte[] payload;

    WebSocketMessage(int opcode, byte[] payload) {
        this.opcode = opcode;
        this.payload = payload;
    }

    /** Its bytes, a copy. */
    public byte[] payload() {
        return payload.clone();
    }

    public boolean isText() {
        return opcode == TEXT;
    }

    public boolean isClose() {
        return opcode == CLOSE;
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** What a Close frame says; 1005 where it says nothing (RFC 6455 §7.1.5). */
    public Ending ending() {
        if (payload.length < 2) {
            return new Ending(1005, "");
        }
        return new Ending(
                ByteBuffer.wrap(payload).getShort() & 0xFFFF,
                new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }
}
