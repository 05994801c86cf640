package dev.postern.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes a decoder has yet to read. What was read is never overwritten, for bodies are slices of
 * it; and nothing is kept while there is nothing to read.
 */
final class DecoderInput {

    private static final byte[] EMPTY = {};

    /** What a lone surrogate becomes. */
    private static final byte[] REPLACEMENT = {'?'};

    private byte[] bytes = EMPTY;
    private int start;
    private int end;

    /** How far was looked for {@link #sought} in vain, from {@link #start}. */
    private int searched;

    private byte sought;

    /** The first half of a surrogate pair whose second half comes with the next text; else 0. */
    private char half;

    void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        String all = half == 0 ? text : half + text;
        char last = all.charAt(all.length() - 1);
        half = Character.isHighSurrogate(last) ? last : 0;
        byte[] more = (half == 0 ? all : all.substring(0, all.length() - 1))
                .getBytes(StandardCharsets.UTF_8);
        if (start == end) {
            bytes = more;
            start = 0;
            end = more.length;
            searched = 0;
        } else {
            append(ByteBuffer.wrap(more));
        }
    }

    void add(ByteBuffer data) {
        if (half != 0) {
            // What would have been its second half is something else.
            half = 0;
            append(ByteBuffer.wrap(REPLACEMENT));
        }
        append(data.duplicate());
    }

    private void append(ByteBuffer more) {
        int length = more.remaining();
        if (length > bytes.length - end) {
            int unread = unread();
            // Twice what is needed, so that a frame in many pieces is copied seldom; but not at
            // first.
            int capacity = unread == 0 ? length : Math.max(unread + length, 2 * unread);
            byte[] grown = new byte[capacity];
            System.arraycopy(bytes, start, grown, 0, unread);
            bytes = grown;
            start = 0;
            end = unread;
        }
        more.get(bytes, end, length);
        end += length;
    }

    boolean isEmpty() {
        return start == end && half == 0;
    }

    int unread() {
        return end - start;
    }

    byte at(int offset) {
        return bytes[start + offset];
    }

    /**
     * Where the next {@code wanted} is, from here; -1 if it has not come.
     *
     * @param within how many bytes to look at; 0 for all. What was looked at is not again.
     */
    int find(byte wanted, int within) {
        if (wanted != sought) {
            sought = wanted;
            searched = 0;
        }
        int to = within == 0 ? end : Math.min(end, start + within);
        for (int i = start + searched; i < to; i++) {
            if (bytes[i] == wanted) {
                searched = i - start;
                return searched;
            }
        }
        searched = Math.max(searched, to - start);
        return -1;
    }

    ByteBuffer take(int length) {
        ByteBuffer taken = ByteBuffer.wrap(bytes, start, length).slice();
        skip(length);
        return taken;
    }

    void skip(int length) {
        start += length;
        searched = 0;
        if (start == end) {
            bytes = EMPTY;
            start = 0;
            end = 0;
        }
    }

    void clear() {
        skip(unread());
        half = 0;
    }
}
