package dev.postern.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 127, 128, 1_000, 123_456_789, 60_000_000_000L})
    void oneValueIsEveryPercentile(long nanos) {
        latencies.add(nanos);

        assertThat(latencies.percentile(0.5)).isCloseTo(nanos, withPercentage(1.6));
        assertThat(latencies.percentile(0.999)).isCloseTo(nanos, withPercentage(1.6));
    }

    @Test
    void percentilesOfAThousand() {
        for (int i = 1; i <= 1_000; i++) {
            latencies.add(i * 1_000L);
        }

        assertThat(latencies.percentile(0.5)).isCloseTo(500_000, withPercentage(1.6));
        assertThat(latencies.percentile(0.99)).isCloseTo(990_000, withPercentage(1.6));
        latencies.clear();
        assertThat(latencies.percentile(0.99)).isZero();
    }
}
