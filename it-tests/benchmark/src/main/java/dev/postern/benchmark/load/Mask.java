package dev.postern.benchmark.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Heads and masks of a WebSocket client (RFC 6455 §5.2, §5.3). */
final class Mask {

    /** Two bytes, two of length, four of key. */
    static final int MAX_HEAD = 8;

    /** One key for all: it must not be zero, which some servers take as a reason to skip the work. */
    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private static final long EIGHT = 0x37fa213d37fa213dL;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /** Writes the head of a final frame; answers where its payload begins. */
    static int head(byte[] out, int at, int opcode, int length) {
        int next = at;
        out[next++] = (byte) (0x80 | opcode);
        if (length < 126) {
            out[next++] = (byte) (0x80 | length);
        } else if (length < 1 << 16) {
            out[next++] = (byte) (0x80 | 126);
            out[next++] = (byte) (length >> 8);
            out[next++] = (byte) length;
        } else {
            throw new IllegalArgumentException("messages under 64 KiB only, not " + length);
        }
        System.arraycopy(KEY, 0, out, next, KEY.length);
        return next + KEY.length;
    }

    /** Masks {@code [from, to)} in place. */
    static void apply(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ EIGHT);
        }
        for (; at < to; at++) {
            bytes[at] ^= KEY[at - from & 3];
        }
    }
}
