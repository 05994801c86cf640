package dev.postern.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message from the client cut into parts, for a handler that wants them no larger than its limit. */
final class Parts {

    /** UTF-8 bytes of one {@code char} at most. */
    private static final int MAX_BYTES = 3;

    /** Takes the parts of one message, in order. */
    interface Taker<T> {
        void take(T part, boolean last) throws Exception;
    }

    private Parts() {}

    /** Whether {@code text} is no more than {@code limit} bytes of UTF-8. */
    static boolean fits(String text, int limit) {
        return (long) text.length() * MAX_BYTES <= limit
                || (text.length() <= limit
                        && text.getBytes(StandardCharsets.UTF_8).length <= limit);
    }

    /** Cuts at code points. */
    static void ofText(String text, int limit, Taker<String> taker) throws Exception {
        // A code point of two chars is four bytes: a part holds one at least.
        int chars = Math.max(2, limit / MAX_BYTES);
        int start = 0;
        while (text.length() - start > chars) {
            int end = start + chars;
            if (Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            taker.take(text.substring(start, end), false);
            start = end;
        }
        taker.take(text.substring(start), true);
    }

    static void ofBinary(ByteBuffer data, int limit, Taker<ByteBuffer> taker) throws Exception {
        int start = data.position();
        while (data.limit() - start > limit) {
            taker.take(data.slice(start, limit), false);
            start += limit;
        }
        taker.take(data.slice(start, data.limit() - start), true);
    }
}
