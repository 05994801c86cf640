package dev.postern.jetty;

import dev.postern.http.Completion;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The frames that go out on one connection, in order and unfragmented; a client's are masked (RFC 6455
 * §5.1). One thread at a time writes, whichever finds nobody writing; what others add meanwhile it takes along, so
 * many small frames are one socket write.
 *
 * <p>Thread-safe. The lock guards the queue and is held neither while writing nor while telling.
 */
final class OutgoingFrames {

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_HEAD = 14;

    private static final class Outgoing {
        final int opcode;
        final ByteBuffer payload;
        final Completion done;

        @Nullable
        Outgoing next;

        Outgoing(int opcode, ByteBuffer payload, Completion done) {
            this.opcode = opcode;
            this.payload = payload;
            this.done = done;
        }
    }

    private final EndPoint endPoint;
    private final End own;

    /** Null where somebody else ends a connection whose peer takes no bytes. */
    private final @Nullable Scheduler scheduler;

    // Guarded by this
    private @Nullable Outgoing first;
    private @Nullable Outgoing last;
    private boolean writing;
    private @Nullable Throwable refused;

    /** There from the first write that did not get out at once; touched by who writes. */
    private @Nullable StalledWrites stalls;

    /**
     * The frames of one end.
     *
     * @param scheduler to end a connection whose peer takes no bytes; null where somebody else does
     */
    OutgoingFrames(EndPoint endPoint, End own, @Nullable Scheduler scheduler) {
        this.endPoint = endPoint;
        this.own = own;
        this.scheduler = scheduler;
    }

    /**
     * Sends a frame.
     *
     * @param payload not to be changed before {@code done}
     * @param more whether another, or {@link #flush()}, follows at once and takes this along
     */
    void send(int opcode, ByteBuffer payload, boolean more, Completion done) {
        add(new Outgoing(opcode, payload, done), more, null);
    }

    /** Sends a frame after which there is none: any other is refused from now on. */
    void sendLast(int opcode, ByteBuffer payload, Completion done) {
        add(new Outgoing(opcode, payload, done), false, new ClosedChannelException());
    }

    /** Writes what waits for more to follow. */
    void flush() {
        Outgoing batch = null;
        synchronized (this) {
            if (!writing && first != null) {
                writing = true;
                batch = takeAll();
            }
        }
        write(batch);
    }

    /** Refuses what is to be sent, and what is queued and not being written. */
    void fail(Throwable cause) {
        Outgoing unsent;
        synchronized (this) {
            refused = cause;
            unsent = takeAll();
        }
        tellFailed(unsent, cause);
    }

    private void add(Outgoing added, boolean more, @Nullable Throwable refusal) {
        Throwable why;
        Outgoing batch = null;
        synchronized (this) {
            why = refused;
            if (why == null) {
                if (last == null) {
                    first = added;
                } else {
                    last.next = added;
                }
                last = added;
                refused = refusal;
                if (!writing && !more) {
                    writing = true;
                    batch = takeAll();
                }
            }
        }
        if (why != null) {
            added.done.failed(why);
        } else {
            write(batch);
        }
    }

    /** Called with the lock held. */
    private @Nullable Outgoing takeAll() {
        Outgoing all = first;
        first = null;
        last = null;
        return all;
    }

    private synchronized @Nullable Outgoing takeNext() {
        Outgoing next = takeAll();
        writing = next != null;
        return next;
    }

    /** Writes the frames from {@code from} on and what is added meanwhile; nothing if that is null. */
    private void write(@Nullable Outgoing from) {
        Outgoing next = from;
        while (next != null) {
            Outgoing begin = next;
            ByteBuffer out = IoBuffers.output();
            Outgoing end = fill(out, begin);
            boolean isLarge = end == begin;
            if (isLarge) {
                end = begin.next;
            }
            try {
                if (!(isLarge ? flushLarge(out, begin) : flush(out.flip(), begin, end))) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                failed(begin, e);
                return;
            }
            next = tellWritten(begin, end);
        }
    }

    /** Fills {@code out} with whole frames; returns the first that has no room, null for none. */
    private @Nullable Outgoing fill(ByteBuffer out, Outgoing from) {
        Outgoing each = from;
        while (each != null && each.payload.remaining() + MAX_HEAD <= out.remaining()) {
            head(out, each);
            if (own.masks()) {
                putMasked(out, each.payload);
            } else {
                out.put(each.payload.duplicate());
            }
            each = each.next;
        }
        return each;
    }

    private void head(ByteBuffer out, Outgoing frame) {
        int length = frame.payload.remaining();
        int maskBit = own.masks() ? MASKED : 0;
        out.put((byte) (FIN | frame.opcode));
        if (length <= 125) {
            out.put((byte) (maskBit | length));
        } else if (length <= 0xFFFF) {
            out.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            out.put((byte) (maskBit | 127)).putLong(length);
        }
    }

    /** Puts a key and, masked by it, a copy of {@code payload}, which others may be sending too. */
    private static void putMasked(ByteBuffer out, ByteBuffer payload) {
        int key = Masking.nextKey();
        out.putInt(key);
        int from = out.position();
        out.put(payload.duplicate());
        Masking.apply(key, out, from, out.position());
    }

    /** Writes {@code out}, which holds the frames before {@code end}; false if another thread goes on. */
    private boolean flush(ByteBuffer out, Outgoing begin, @Nullable Outgoing end)
            throws IOException {
        return endPoint.flush(out) || flushSlowly(begin, end, IoBuffers.copy(out));
    }

    /** Writes one frame that has no room in {@code out}. */
    private boolean flushLarge(ByteBuffer out, Outgoing frame) {
        head(out, frame);
        ByteBuffer payload = frame.payload.duplicate();
        if (own.masks()) {
            ByteBuffer masked = ByteBuffer.allocate(Integer.BYTES + payload.remaining());
            putMasked(masked, payload);
            payload = masked.flip();
        }
        return flushSlowly(frame, frame.next, IoBuffers.copy(out.flip()), payload);
    }

    private boolean flushSlowly(Outgoing begin, @Nullable Outgoing end, ByteBuffer... buffers) {
        int bytes = 0;
        for (ByteBuffer each : buffers) {
            bytes += each.remaining();
        }
        Rest rest = new Rest(begin, end);
        Sent sent = new Sent(bytes, rest);
        endPoint.write(sent, buffers);
        if (scheduler != null && !sent.isOver()) {
            if (stalls == null) {
                stalls = new StalledWrites(scheduler, endPoint::close);
            }
            stalls.watch(sent);
        }
        return rest.isSecond();
    }

    /** A write that may end on another thread. */
    private final class Rest implements Completion {
        private final Outgoing begin;
        private final @Nullable Outgoing end;
        private final AtomicBoolean passed = new AtomicBoolean();

        Rest(Outgoing begin, @Nullable Outgoing end) {
            this.begin = begin;
            this.end = end;
        }

        /** Of who began the write and who hears its end the second goes on; so neither calls the other. */
        boolean isSecond() {
            return passed.getAndSet(true);
        }

        @Override
        public void succeeded() {
            if (isSecond()) {
                write(tellWritten(begin, end));
            }
        }

        @Override
        public void failed(Throwable cause) {
            OutgoingFrames.this.failed(begin, cause);
        }
    }

    private void failed(Outgoing begin, Throwable cause) {
        fail(cause);
        tellFailed(begin, cause);
        endPoint.close(cause);
    }

    /** Tells the frames before {@code end}; returns what is to be written next. */
    private @Nullable Outgoing tellWritten(Outgoing begin, @Nullable Outgoing end) {
        for (Outgoing each = begin; each != null && each != end; each = each.next) {
            each.done.succeeded();
        }
        return end == null ? takeNext() : end;
    }

    private static void tellFailed(@Nullable Outgoing begin, Throwable cause) {
        for (Outgoing each = begin; each != null; each = each.next) {
            each.done.failed(cause);
        }
    }
}
