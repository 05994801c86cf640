package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class OccurrencesTest {

    private final List<Long> told = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final Occurrences occurrences = new Occurrences(told::add, () -> now);

    @Test
    void theFirstIsToldAtOnceAndThoseAfterItTogetherTenSecondsLater() {
        occurrences.another();
        assertThat(told).containsExactly(1L);
        occurrences.another();
        occurrences.another();
        now += Duration.ofSeconds(10).toNanos() - 1;
        occurrences.another();
        assertThat(told).containsExactly(1L);
        now += 1;
        occurrences.another();
        assertThat(told).containsExactly(1L, 4L);
        assertThat(occurrences.count()).isEqualTo(5);
    }
}
