package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How long a response may be kept: SockJS knows not at all, and for a year. */
public final class CachePolicy {

    /**
     * For whatever belongs to a session or a moment. The words are SockJS's ({@code
     * verify_not_cached}); {@code no-transform} also asks proxies not to compress, and so to buffer.
     */
    public static final HeaderField NOT_CACHED = HeaderField.constant(
            "Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0");

    /** Of {@link #oneYear()}, without its {@code Expires}. */
    public static final HeaderField ONE_YEAR =
            HeaderField.constant("Cache-Control", "public, max-age=31536000");

    /** For what changes only with the configuration, and is asked for more than once by each client. */
    public static final HeaderField TEN_MINUTES =
            HeaderField.constant("Cache-Control", "public, max-age=600");

    /** RFC 9110 §5.6.7, IMF-fixdate; the JDK's RFC_1123_DATE_TIME has days of one digit. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu '00:00:00 GMT'", Locale.US);

    private record Day(LocalDate date, List<HeaderField> fields) {}

    private final Clock clock;

    /** Replaced once a day; two threads may both do it. */
    private volatile @Nullable Day today;

    public CachePolicy() {
        this(Clock.systemUTC());
    }

    CachePolicy(Clock clock) {
        this.clock = clock.withZone(ZoneOffset.UTC);
    }

    /** For what never changes, the iframe page and the answer to OPTIONS: with an {@code Expires} too. */
    public List<HeaderField> oneYear() {
        LocalDate date = LocalDate.now(clock);
        Day day = today;
        if (day == null || !day.date().equals(date)) {
            HeaderField expires = HeaderField.of("Expires", DATE.format(date.plusDays(365)));
            day = new Day(date, List.of(ONE_YEAR, expires));
            today = day;
        }
        return day.fields();
    }
}
