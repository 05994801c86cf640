package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one side says of heart-beats (STOMP 1.2, "Heart-beating"), in milliseconds; 0 is never.
 *
 * @param canSend the least time between two of its own that it can guarantee
 * @param wants the time between two of the other side's that it asks for
 */
public record HeartBeat(int canSend, int wants) {

    public static final HeartBeat NONE = new HeartBeat(0, 0);

    private static final Pattern HEADER = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    public HeartBeat {
        if (canSend < 0 || wants < 0) {
            throw new IllegalArgumentException("a heart-beat is not negative");
        }
    }

    /** Reads a {@code heart-beat} header; without one there are none. Null where it can't be read. */
    public static @Nullable HeartBeat parse(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        Matcher matcher = HEADER.matcher(header);
        return matcher.matches()
                ? new HeartBeat(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    /** The time between two of this side's heart-beats to {@code other}; 0 where there are none. */
    public int towards(HeartBeat other) {
        return canSend == 0 || other.wants == 0 ? 0 : Math.max(canSend, other.wants);
    }

    /** As the header is written. */
    public String header() {
        return canSend + "," + wants;
    }
}
