package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;

import org.eclipse.jetty.websocket.core.OpCode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts the fragments of a message together (RFC 6455 §5.4), holding at most {@code maxMessage} bytes.
 * The order of the frames is the caller's to check. Confined to one connection's reading thread.
 */
final class MessageAssembler {

    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_CAPACITY = 4096;

    private final int maxMessage;
    private byte[] held = NOTHING;
    private int length;
    private boolean binary;

    /** @param maxMessage bytes of the largest message to let through */
    MessageAssembler(int maxMessage) {
        this.maxMessage = maxMessage;
    }

    /**
     * Takes a data frame.
     *
     * @param opCode text, binary or continuation (RFC 6455 §5.2)
     * @param payload read to its end; not kept
     */
    Assembled take(byte opCode, boolean fin, ByteBuffer payload) {
        if (opCode != OpCode.CONTINUATION) {
            binary = opCode == OpCode.BINARY;
        }
        if (payload.remaining() > maxMessage - length) {
            release();
            return new Assembled.Unfit(CloseStatus.TOO_BIG);
        }
        if (fin && length == 0) {
            byte[] whole = new byte[payload.remaining()];
            payload.get(whole);
            return message(whole, whole.length);
        }
        append(payload);
        if (!fin) {
            return Assembled.INCOMPLETE;
        }
        Assembled message = message(held, length);
        release();
        return message;
    }

    private void append(ByteBuffer payload) {
        int needed = length + payload.remaining();
        if (needed > held.length) {
            long doubled = Math.max(FIRST_CAPACITY, 2L * held.length);
            held = Arrays.copyOf(held, (int) Math.max(needed, Math.min(doubled, maxMessage)));
        }
        int count = payload.remaining();
        payload.get(held, length, count);
        length += count;
    }

    private void release() {
        held = NOTHING;
        length = 0;
    }

    private Assembled message(byte[] bytes, int count) {
        if (binary) {
            return new Assembled.Binary(ByteBuffer.wrap(bytes, 0, count));
        }
        // The JDK's fast decoder puts U+FFFD for what is malformed; only a text that holds one,
        // which
        // may be its own, needs the strict and slow look.
        String text = new String(bytes, 0, count, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, count)) {
            return new Assembled.Unfit(CloseStatus.INVALID_UTF8);
        }
        return new Assembled.Text(text);
    }

    private static boolean isUtf8(byte[] bytes, int count) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, count));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
