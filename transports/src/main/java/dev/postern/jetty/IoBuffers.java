package dev.postern.jetty;

import org.eclipse.jetty.util.BufferUtil;

import java.nio.ByteBuffer;

/**
 * What a thread reads WebSockets into, and writes them and the chunks of streams from. Its content lasts
 * as long as one read is handled, or one write is tried: so no connection owns a buffer, and none is
 * borrowed or given back for a message.
 *
 * <p>Confined to its thread.
 */
final class IoBuffers {

    /** One read holds a turn's work. */
    private static final int INPUT = 16 * 1024;

    private static final int OUTPUT = 32 * 1024;

    private static final ThreadLocal<IoBuffers> MINE = ThreadLocal.withInitial(IoBuffers::new);

    /** On the heap, for texts are made of it. */
    private final ByteBuffer input = ByteBuffer.allocate(INPUT);

    /** Direct, for the JDK would copy into a direct one anyway. */
    private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT);

    /** Empty and ready to be filled, in the way of Jetty's {@code EndPoint.fill}. */
    static ByteBuffer input() {
        ByteBuffer input = MINE.get().input;
        BufferUtil.clear(input);
        return input;
    }

    /** One after the other, in a buffer of its own where both hold something. */
    static ByteBuffer joined(ByteBuffer one, ByteBuffer other) {
        if (!other.hasRemaining()) {
            return one;
        }
        return one.hasRemaining()
                ? ByteBuffer.allocate(one.remaining() + other.remaining())
                        .put(one)
                        .put(other)
                        .flip()
                : other;
    }

    /** What remains, on the heap and for longer than the thread's buffer has it. */
    static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    /** Empty and ready to be put into. */
    static ByteBuffer output() {
        return MINE.get().output.clear();
    }
}
