package dev.postern.jetty;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Takes what a peer sends apart into frames (RFC 6455 §5.2) and checks each header at its first wrong
 * byte: no extension is spoken here, so no reserved bit or opcode may be used; a client masks and a
 * server does not (§5.1); lengths take the fewest bytes; control frames are whole and short (§5.5), data frames in order (§5.4).
 *
 * <p>Knows no connection: bytes go in by {@link #next}, which says what they amount to. Data comes in
 * the pieces in which it arrived; only a control frame that is not all there is kept.
 *
 * <p>Confined to the connection's reading.
 */
final class FrameParser {

    /** What the bytes amount to. */
    enum Found {
        /** Nothing more: all bytes are taken. */
        NOTHING,
        /** A piece of a data frame's {@link #payload()}. */
        DATA,
        PING,
        PONG,
        CLOSE,
        /** Something that may not be; {@link #breach()} says what. Nothing follows it. */
        BREACH
    }

    private enum Part {
        FIRST,
        SECOND,
        LENGTH,
        MASK,
        PAYLOAD
    }

    private static final int FIN = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_CONTROL = 125;

    private final End peer;
    private Part part = Part.FIRST;
    private int first;
    private int opcode;

    /** Bytes of the present part of the header that are still to come. */
    private int missing;

    /** Whether the length comes in eight bytes. */
    private boolean isLong;

    private long length;
    private int mask;

    /** Bytes of the payload that are still to come. */
    private long left;

    /** Whether a data message has begun and not ended. */
    private boolean within;

    private boolean text;

    /** Whether the next piece is a message's first. */
    private boolean beginning;

    private boolean begins;
    private boolean ends;
    private ByteBuffer payload = BufferUtil.EMPTY_BUFFER;

    /** Holds a control frame's payload while it arrives in pieces. */
    private @Nullable ByteBuffer kept;

    private @Nullable String breach;

    /** @param peer whose frames these are */
    FrameParser(End peer) {
        this.peer = peer;
    }

    /** Takes bytes out of {@code in}, and takes off their mask there, up to the next thing to tell. */
    Found next(ByteBuffer in) {
        if (breach != null) {
            return Found.BREACH;
        }
        while (part != Part.PAYLOAD) {
            if (!in.hasRemaining()) {
                return Found.NOTHING;
            }
            header(in.get() & 0xFF);
            if (breach != null) {
                return Found.BREACH;
            }
        }
        return isControl() ? control(in) : data(in);
    }

    /** What was found holds this; valid until the bytes that were given are used otherwise. */
    ByteBuffer payload() {
        return payload;
    }

    /** Whether the data belongs to a text message. */
    boolean isText() {
        return text;
    }

    /** Whether the data begins a message. */
    boolean begins() {
        return begins;
    }

    /** Whether the data ends a message. */
    boolean ends() {
        return ends;
    }

    /** Bytes of the present frame's payload that are still to come. */
    long left() {
        return left;
    }

    /** Which rule was broken; null while none is. */
    @Nullable
    String breach() {
        return breach;
    }

    private void header(int b) {
        switch (part) {
            case FIRST -> first(b);
            case SECOND -> second(b);
            case LENGTH -> {
                length = length << Byte.SIZE | b;
                if (--missing == 0) {
                    lengthIsThere();
                }
            }
            case MASK -> {
                mask = mask << Byte.SIZE | b;
                if (--missing == 0) {
                    headIsThere();
                }
            }
            case PAYLOAD -> throw new IllegalStateException();
        }
    }

    private void first(int b) {
        first = b;
        opcode = b & OPCODE;
        if ((b & RESERVED_BITS) != 0) {
            breach = "A reserved bit is set";
        } else if (!OpCode.isKnown((byte) opcode)) {
            breach = "A reserved opcode";
        } else if (isControl()) {
            if ((b & FIN) == 0) {
                breach = "A fragmented control frame";
            }
        } else if (within != (opcode == OpCode.CONTINUATION)) {
            breach = within ? "A message within a message" : "A continuation of nothing";
        } else if (!within) {
            within = true;
            beginning = true;
            text = opcode == OpCode.TEXT;
        }
        part = Part.SECOND;
    }

    private void second(int b) {
        if (peer.masks() != ((b & MASKED) != 0)) {
            breach = peer.masks() ? "A client has to mask" : "A server may not mask";
            return;
        }
        length = b & LENGTH;
        if (isControl() && length > MAX_CONTROL) {
            breach = "A control frame of more than 125 bytes";
        } else if (length < TWO_BYTES) {
            lengthIsKnown();
        } else {
            isLong = length == EIGHT_BYTES;
            missing = isLong ? Long.BYTES : Short.BYTES;
            length = 0;
            part = Part.LENGTH;
        }
    }

    /** RFC 6455 §5.2: "the minimal number of bytes MUST be used", "the most significant bit MUST be 0". */
    private void lengthIsThere() {
        if (length < 0) {
            breach = "A length of 64 bits";
        } else if (length < TWO_BYTES || (isLong && length <= 0xFFFF)) {
            breach = "A length in more bytes than it needs";
        } else {
            lengthIsKnown();
        }
    }

    private void lengthIsKnown() {
        if (peer.masks()) {
            missing = Integer.BYTES;
            part = Part.MASK;
        } else {
            headIsThere();
        }
    }

    private void headIsThere() {
        left = length;
        part = Part.PAYLOAD;
    }

    private boolean isControl() {
        return OpCode.isControlFrame((byte) opcode);
    }

    private Found data(ByteBuffer in) {
        if (left > 0 && !in.hasRemaining()) {
            return Found.NOTHING;
        }
        begins = beginning;
        beginning = false;
        payload = take(in);
        if (left == 0) {
            ends = (first & FIN) != 0;
            within = !ends;
            part = Part.FIRST;
        } else {
            ends = false;
        }
        return Found.DATA;
    }

    private Found control(ByteBuffer in) {
        ByteBuffer piece = take(in);
        if (left > 0 || kept != null) {
            ByteBuffer all = kept == null ? ByteBuffer.allocate((int) length) : kept;
            all.put(piece);
            if (left > 0) {
                kept = all;
                return Found.NOTHING;
            }
            kept = null;
            piece = all.flip();
        }
        payload = piece;
        part = Part.FIRST;
        return switch (opcode) {
            case OpCode.PING -> Found.PING;
            case OpCode.PONG -> Found.PONG;
            default -> Found.CLOSE;
        };
    }

    /** What there is of the payload, without its mask. */
    private ByteBuffer take(ByteBuffer in) {
        int size = (int) Math.min(left, in.remaining());
        int at = in.position();
        ByteBuffer taken = in.slice(at, size);
        in.position(at + size);
        left -= size;
        if (peer.masks()) {
            mask = Masking.apply(mask, in, at, at + size);
        }
        return taken;
    }
}
