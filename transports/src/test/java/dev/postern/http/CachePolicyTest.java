package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class CachePolicyTest {

    @Test
    void sayNotCachedInTheOfficialWords() {
        assertThat(CachePolicy.NOT_CACHED.name()).isEqualTo("Cache-Control");
        assertThat(CachePolicy.NOT_CACHED.value())
                .isEqualTo("no-store, no-cache, no-transform, must-revalidate, max-age=0");
    }

    @Test
    void aYearHasAnExpiryDateOfTwoDigitDays() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-01T23:59:59Z"), ZoneId.of("Asia/Tokyo"));
        assertThat(new CachePolicy(clock).oneYear())
                .containsExactly(
                        HeaderField.constant("Cache-Control", "public, max-age=31536000"),
                        HeaderField.of("Expires", "Mon, 01 Nov 2027 00:00:00 GMT"));
    }

    @Test
    void theDateIsMadeOnceADay() {
        SteppingClock clock = new SteppingClock();
        CachePolicy policy = new CachePolicy(clock);
        var first = policy.oneYear();
        clock.now = clock.now.plus(Duration.ofHours(23));
        assertThat(policy.oneYear()).isSameAs(first);
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(policy.oneYear())
                .contains(HeaderField.of("Expires", "Sun, 10 Sep 2028 00:00:00 GMT"));
    }

    private static final class SteppingClock extends Clock {

        private Instant now = Instant.parse("2027-09-10T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
