package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Finds frames in texts or bytes, wherever these begin and end. Give it what comes ({@link #text},
 * {@link #bytes}), then ask for {@link #next()} until it needs more. It throws nothing for what a
 * peer sends, and keeps no more than it was given.
 *
 * <p>Lines may end in CR LF in any version. Of a session, not thread-safe.
 */
public final class StompDecoder {

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final StompLimits limits;
    private final DecoderInput input = new DecoderInput();
    private StompVersion version = StompVersion.V1_0;

    // The frame whose end has not come yet.
    private @Nullable StompCommand command;
    private StompHeaders.@Nullable Builder headers;
    private int headerCount;
    private int frameBytes;

    /** The body's length, or -1 where a NUL ends it; only once the headers are whole. */
    private int contentLength;

    private @Nullable StompHeaders whole;
    private @Nullable StompEvent broken;

    public StompDecoder(StompLimits limits) {
        this.limits = limits;
    }

    /** Sets how header escapes are read from the next frame on; until then as in 1.0. */
    public void version(StompVersion agreed) {
        this.version = agreed;
    }

    /** Takes a text message. A surrogate pair may be split between two. */
    public void text(String text) {
        if (broken == null) {
            input.add(text);
        }
    }

    /** Takes bytes, which are copied. */
    public void bytes(ByteBuffer data) {
        if (broken == null) {
            input.add(data);
        }
    }

    /** Bytes taken and not yet given back as an event, but for a frame's head. */
    public int buffered() {
        return input.unread();
    }

    /** Whether all that was taken has been given back, to its last byte. */
    public boolean isBetweenFrames() {
        return command == null && input.isEmpty();
    }

    /** What comes next; see {@link StompEvent}. */
    public StompEvent next() {
        if (broken != null) {
            return broken;
        }
        try {
            StompEvent event = decode();
            if (event == StompEvent.NEED_DATA
                    && command != null
                    && frameBytes + input.unread() > limits.maxFrame()) {
                throw frameTooBig();
            }
            return event;
        } catch (BrokenStreamException e) {
            broken = e.event();
            input.clear();
            reset();
            return e.event();
        }
    }

    private StompEvent decode() throws BrokenStreamException {
        if (command == null) {
            StompEvent event = begin();
            if (event != null) {
                return event;
            }
        }
        if (whole == null && !readHeaders()) {
            return StompEvent.NEED_DATA;
        }
        return readBody();
    }

    /** Reads a heart-beat or a command; null once there is a command. */
    private @Nullable StompEvent begin() throws BrokenStreamException {
        String line = readLine(StompCommand.MAX_LENGTH, "");
        if (line == null) {
            return StompEvent.NEED_DATA;
        }
        if (line.isEmpty()) {
            frameBytes = 0;
            return StompEvent.HEART_BEAT;
        }
        command = StompCommand.of(line);
        if (command == null) {
            throw BrokenStreamException.malformed("there is no command '" + printable(line) + "'");
        }
        headers = new StompHeaders.Builder();
        return null;
    }

    private boolean readHeaders() throws BrokenStreamException {
        StompHeaders.Builder reading = headers;
        if (reading == null) {
            throw new IllegalStateException("no frame has begun");
        }
        for (String line = headerLine(); line != null; line = headerLine()) {
            if (line.isEmpty()) {
                whole = reading.build();
                contentLength = contentLength(whole.get("content-length"));
                return true;
            }
            if (++headerCount > limits.maxHeaders()) {
                throw BrokenStreamException.overLimit(
                        "a frame has more headers than max-headers (" + limits.maxHeaders() + ")");
            }
            addHeader(line, reading);
        }
        return false;
    }

    private @Nullable String headerLine() throws BrokenStreamException {
        return readLine(limits.maxHeaderLine(), "max-header-line");
    }

    private void addHeader(String line, StompHeaders.Builder to) throws BrokenStreamException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw BrokenStreamException.malformed("a header line has no name and colon");
        }
        String name = unescape(line.substring(0, colon));
        String value = unescape(line.substring(colon + 1));
        // Some brokers trim names, and would find a header that nobody here has seen.
        if (!name.equals(name.trim())) {
            throw BrokenStreamException.malformed("a header's name begins or ends with a space");
        }
        to.add(name, value);
    }

    private String unescape(String raw) throws BrokenStreamException {
        String plain =
                command != null && command.isEscaped() ? HeaderEscapes.unescape(raw, version) : raw;
        if (plain == null) {
            throw BrokenStreamException.malformed(
                    "a header holds an escape that STOMP " + version.label() + " does not know");
        }
        return plain;
    }

    private int contentLength(@Nullable String value) throws BrokenStreamException {
        if (value == null) {
            return -1;
        }
        String digits = value.strip();
        boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            throw BrokenStreamException.malformed("content-length is not a number");
        }
        long length = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (length > limits.maxFrame() - frameBytes - 1L) {
            throw frameTooBig();
        }
        return (int) length;
    }

    private StompEvent readBody() throws BrokenStreamException {
        int length = contentLength >= 0 ? contentLength : input.find((byte) 0, 0);
        if (length < 0 || input.unread() <= length) {
            return StompEvent.NEED_DATA;
        }
        if (frameBytes + length + 1L > limits.maxFrame()) {
            throw frameTooBig();
        }
        if (input.at(length) != 0) {
            throw BrokenStreamException.malformed(
                    "no NUL follows the content-length bytes of a body");
        }
        StompCommand ended = command;
        StompHeaders its = whole;
        if (ended == null || its == null) {
            throw new IllegalStateException("no frame has begun");
        }
        ByteBuffer body = input.take(length);
        input.skip(1);
        reset();
        return new StompEvent.Frame(new StompFrame(ended, its, body));
    }

    private void reset() {
        command = null;
        headers = null;
        whole = null;
        headerCount = 0;
        frameBytes = 0;
        contentLength = -1;
    }

    /**
     * The next line without its end; null until that comes.
     *
     * @param limit names what is crossed; empty for a command, which is then no command
     */
    private @Nullable String readLine(int max, String limit) throws BrokenStreamException {
        int end = input.find(LF, max + 2);
        int seen = end < 0 ? Math.min(input.unread(), max + 2) : end;
        int length = end > 0 && input.at(end - 1) == CR ? end - 1 : seen;
        // A CR at the end of what has come may be the line's.
        if (length > max && !(end < 0 && length == max + 1 && input.at(max) == CR)) {
            throw limit.isEmpty()
                    ? BrokenStreamException.malformed("what came does not begin with a command")
                    : BrokenStreamException.overLimit(
                            "a header is longer than " + limit + " (" + max + " bytes)");
        }
        if (end < 0) {
            return null;
        }
        frameBytes += end + 1;
        if (frameBytes >= limits.maxFrame()) {
            throw frameTooBig();
        }
        ByteBuffer line = input.take(length);
        input.skip(end - length + 1);
        return decode(line);
    }

    private static String decode(ByteBuffer line) throws BrokenStreamException {
        String text = new String(
                line.array(), line.arrayOffset(), line.remaining(), StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw BrokenStreamException.malformed("a NUL comes before the end of the headers");
        }
        // Rarely there; only then is it worth asking whether the peer wrote it.
        if (text.indexOf('\ufffd') >= 0 && !isUtf8(line)) {
            throw BrokenStreamException.malformed("a header is not UTF-8");
        }
        return text;
    }

    private static boolean isUtf8(ByteBuffer line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(line);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private BrokenStreamException frameTooBig() {
        return BrokenStreamException.overLimit(
                "a frame is larger than max-frame (" + limits.maxFrame() + " bytes)");
    }

    private static String printable(String line) {
        return line.chars()
                .mapToObj(c -> c > ' ' && c < 0x7f ? String.valueOf((char) c) : "?")
                .reduce("", String::concat);
    }
}
