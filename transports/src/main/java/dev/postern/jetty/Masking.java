package dev.postern.jetty;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The mask of a client's frames (RFC 6455 §5.3), and its keys: a fresh one for each frame, and none that
 * could be guessed from those before it. They are drawn a thousand at a time for each thread, for asking
 * a strong source for one costs more than a short message.
 */
final class Masking {

    private static final int KEYS = 1024;

    private static final SecureRandom SOURCE = new SecureRandom();

    private static final ThreadLocal<Masking> MINE = ThreadLocal.withInitial(Masking::new);

    private final byte[] drawn = new byte[KEYS * Integer.BYTES];
    private final ByteBuffer keys = ByteBuffer.wrap(drawn).limit(0);

    private Masking() {}

    /** The key of the next frame. From any thread. */
    static int nextKey() {
        return MINE.get().next();
    }

    private int next() {
        if (!keys.hasRemaining()) {
            SOURCE.nextBytes(drawn);
            keys.clear();
        }
        return keys.getInt();
    }

    /**
     * Puts a mask on the bytes of a payload, or takes it off.
     *
     * @param key beginning with the byte of the mask that is {@code from}'s
     * @return the key that goes on at {@code to}
     */
    static int apply(int key, ByteBuffer bytes, int from, int to) {
        long twice = Integer.toUnsignedLong(key) << Integer.SIZE | Integer.toUnsignedLong(key);
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            bytes.putLong(at, bytes.getLong(at) ^ twice);
        }
        int left = key;
        for (; at < to; at++) {
            bytes.put(at, (byte) (bytes.get(at) ^ left >>> 24));
            left = Integer.rotateLeft(left, Byte.SIZE);
        }
        return left;
    }
}
