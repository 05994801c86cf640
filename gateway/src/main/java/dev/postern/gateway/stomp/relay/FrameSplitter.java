package dev.postern.gateway.stomp.relay;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what a broker sends into frames, and looks no deeper than that: a frame ends with the NUL
 * behind its {@code content-length} bytes, or with the first NUL where it names no length (STOMP 1.2,
 * "Body"). So whatever a broker puts into a frame comes out of it unchanged.
 *
 * <p>Confined to its caller. Holds no memory between frames.
 */
final class FrameSplitter {

    /** Takes what was cut out. */
    interface Sink {

        /** One frame, its NUL included; the array is the callee's only until it returns. */
        void frame(byte[] bytes, int offset, int length);
    }

    private static final byte[] CONTENT_LENGTH = {
        'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h'
    };
    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY = 1024;

    private static final int UNKNOWN = -1;

    private final int maxFrame;
    private final Sink sink;

    /** The beginning of a frame whose end has not come. */
    private byte[] pending = NOTHING;

    private int pendingLength;

    // Where the frame at hand has been looked through to, counted from its first byte.
    private int scanned;
    private int lineStart;
    private boolean inBody;
    private int contentLength = UNKNOWN;

    /**
     * @param maxFrame bytes of the largest frame, its NUL included
     */
    FrameSplitter(int maxFrame, Sink sink) {
        this.maxFrame = maxFrame;
        this.sink = sink;
    }

    /**
     * Takes the next bytes, all of them, and tells the sink of each frame that they complete. Ends of
     * line between frames are nobody's.
     *
     * @throws UnfitFrameException where no more can be understood
     */
    void take(ByteBuffer bytes) throws UnfitFrameException {
        if (pendingLength > 0) {
            append(bytes);
            int used = nextFrame(pending, 0, pendingLength);
            if (used < 0) {
                return;
            }
            // At most one frame was begun before these bytes; what follows it is theirs alone.
            sink.frame(pending, 0, used);
            bytes.position(bytes.position() - (pendingLength - used));
            forget();
        }
        others(bytes);
    }

    private void others(ByteBuffer bytes) throws UnfitFrameException {
        byte[] array = bytes.array();
        int at = bytes.arrayOffset() + bytes.position();
        int end = bytes.arrayOffset() + bytes.limit();
        while (true) {
            at = skipEndsOfLine(array, at, end);
            if (at == end) {
                bytes.position(bytes.limit());
                return;
            }
            int length = nextFrame(array, at, end);
            if (length < 0) {
                bytes.position(at - bytes.arrayOffset());
                append(bytes);
                return;
            }
            sink.frame(array, at, length);
            at += length;
            reset();
        }
    }

    private static int skipEndsOfLine(byte[] array, int from, int end) {
        int at = from;
        while (at < end && (array[at] == '\n' || array[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** The length of the frame that begins at {@code start}, or -1 where its end is not there yet. */
    private int nextFrame(byte[] array, int start, int end) throws UnfitFrameException {
        int length = inBody || headEnds(array, start, end) ? bodyEnd(array, start, end) : UNKNOWN;
        if (length > maxFrame || (length < 0 && end - start >= maxFrame)) {
            throw new UnfitFrameException(
                    "it sent a frame of more than " + maxFrame + " bytes", true);
        }
        return length;
    }

    private boolean headEnds(byte[] array, int start, int end) throws UnfitFrameException {
        for (int at = start + scanned; at < end; at++) {
            if (array[at] == '\n') {
                int line = start + lineStart;
                int length = at - line;
                lineStart = at + 1 - start;
                if (length == 0 || (length == 1 && array[line] == '\r')) {
                    inBody = true;
                    scanned = lineStart;
                    return true;
                }
                contentLength(array, line, at);
            } else if (array[at] == 0) {
                throw new UnfitFrameException(
                        "it sent a frame without an end of its headers", false);
            }
        }
        scanned = end - start;
        return false;
    }

    /** Of repeated headers the first one counts (STOMP 1.2, "Repeated Header Entries"). */
    private void contentLength(byte[] array, int from, int end) throws UnfitFrameException {
        int colon = from + CONTENT_LENGTH.length;
        if (contentLength != UNKNOWN
                || colon >= end
                || array[colon] != ':'
                || !Arrays.equals(array, from, colon, CONTENT_LENGTH, 0, CONTENT_LENGTH.length)) {
            return;
        }
        long value = 0;
        boolean digits = false;
        for (int at = colon + 1; at < end; at++) {
            int digit = array[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
                digits = true;
            } else if (array[at] != ' ' && array[at] != '\r') {
                digits = false;
                break;
            }
        }
        if (!digits) {
            throw new UnfitFrameException("it sent a content-length that is no number", false);
        }
        if (value >= maxFrame) {
            throw new UnfitFrameException(
                    "it sent a frame of more than " + maxFrame + " bytes", true);
        }
        contentLength = (int) value;
    }

    private int bodyEnd(byte[] array, int start, int end) throws UnfitFrameException {
        if (contentLength != UNKNOWN) {
            int nul = start + lineStart + contentLength;
            if (nul >= end) {
                return UNKNOWN;
            }
            if (array[nul] != 0) {
                throw new UnfitFrameException(
                        "it sent a body that is longer than its content-length", false);
            }
            return nul + 1 - start;
        }
        for (int at = start + scanned; at < end; at++) {
            if (array[at] == 0) {
                return at + 1 - start;
            }
        }
        scanned = end - start;
        return UNKNOWN;
    }

    private void append(ByteBuffer bytes) {
        int needed = pendingLength + bytes.remaining();
        if (needed > pending.length) {
            // A frame of known length is grown to once; others double.
            int whole = inBody && contentLength != UNKNOWN ? lineStart + contentLength + 1 : 0;
            int doubled = Math.max(FIRST_CAPACITY, Math.min(pending.length * 2, maxFrame));
            pending = Arrays.copyOf(pending, Math.max(needed, Math.max(whole, doubled)));
        }
        int count = bytes.remaining();
        bytes.get(pending, pendingLength, count);
        pendingLength += count;
    }

    private void forget() {
        pending = NOTHING;
        pendingLength = 0;
        reset();
    }

    private void reset() {
        scanned = 0;
        lineStart = 0;
        inBody = false;
        contentLength = UNKNOWN;
    }
}
