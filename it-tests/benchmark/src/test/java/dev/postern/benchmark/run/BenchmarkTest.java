package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkTest {

    @Test
    void helpAndTheListOfRowsNeedNothing() {
        assertThat(Benchmark.run("--help")).isZero();
        assertThat(Benchmark.run("list")).isZero();
    }

    @Test
    void whatItDoesNotKnowItRefuses() {
        assertThat(Benchmark.run()).isEqualTo(2);
        assertThat(Benchmark.run("long")).isEqualTo(2);
        assertThat(Benchmark.run("only", "no such row")).isEqualTo(2);
    }
}
