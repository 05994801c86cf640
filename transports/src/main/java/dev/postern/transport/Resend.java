package dev.postern.transport;

import dev.postern.session.LiveSession;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells an {@code xhr_send} from the one before it. A browser whose connection dies before the answer sends
 * the request again on another, POST or not, and tells nobody: the messages would arrive twice. sockjs-client
 * puts the time into each request's query ({@code t}, in ms) and waits 25 ms between two; so the same messages
 * with the same time are the same request.
 *
 * @param mark of time and messages; 0 where the query tells no time
 */
record Resend(long mark) {

    /** Times that differ little differ in all bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final Pattern TIME = Pattern.compile("(?:^|&)t=([0-9]{13})(?:&|$)");

    static Resend of(@Nullable String query, List<String> texts) {
        Matcher time = TIME.matcher(query == null ? "" : query);
        if (!time.find()) {
            return new Resend(0);
        }
        return new Resend((Long.parseLong(time.group(1)) * SPREAD) ^ texts.hashCode());
    }

    /** Whether the session has heard of it last; it has from now on. */
    boolean isNoted(LiveSession session) {
        return session.noteUpload(mark) == mark && mark != 0;
    }
}
