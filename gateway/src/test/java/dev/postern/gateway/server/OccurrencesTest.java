package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class OccurrencesTest {

    private final List<Long> told = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Occurrences occurrences = new Occurrences(told::add, later::add);

    @Test
    void theFirstIsToldAtOnceAndThoseAfterItTogetherWhenTheSilenceIsOver() {
        occurrences.another();
        assertThat(told).containsExactly(1L);
        occurrences.another();
        occurrences.another();
        assertThat(told).containsExactly(1L);
        later.remove().run();
        assertThat(told).containsExactly(1L, 2L);
        occurrences.another();
        later.remove().run();
        assertThat(told).containsExactly(1L, 2L, 1L);
        later.remove().run();
        assertThat(later).isEmpty();
        occurrences.another();
        assertThat(told).containsExactly(1L, 2L, 1L, 1L);
        assertThat(occurrences.count()).isEqualTo(5);
    }
}
