package dev.postern.transport;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an {@code xhr_send} is known by, should it come again. A browser whose connection dies before the answer
 * sends the request again on another, POST or not, and tells nobody: the messages would arrive twice. sockjs-client
 * puts the time into each request's query ({@code t}, in ms) and waits 25 ms between two; so the same messages
 * with the same time are the same request.
 *
 * <p>A mark is 0 where the query tells no time.
 */
final class Resend {

    /** Times that differ little differ in all bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final Pattern TIME = Pattern.compile("(?:^|&)t=([0-9]{13})(?:&|$)");

    private Resend() {}

    /** The mark of a request that brought these messages and no others. */
    static long ofAll(@Nullable String query, List<String> texts) {
        return mark(query, texts.hashCode());
    }

    /**
     * The mark of a request that is not complete yet. It may be cut into batches otherwise when it comes again,
     * so that only its first message and its length tell.
     */
    static long ofBegun(@Nullable String query, @Nullable String contentLength, String first) {
        return mark(
                query,
                first.hashCode() * 31 + (contentLength == null ? 0 : contentLength.hashCode()));
    }

    private static long mark(@Nullable String query, int messages) {
        Matcher time = TIME.matcher(query == null ? "" : query);
        return time.find() ? (Long.parseLong(time.group(1)) * SPREAD) ^ messages : 0;
    }
}
