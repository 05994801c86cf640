package dev.postern.gateway.config.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.gateway.config.ConfigException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class ValueTypesTest {

    private static final TimeType TIME = new TimeType(Duration.ofMillis(100), Duration.ofHours(1));
    private static final SizeType SIZE = new SizeType(1, 256 << 20);

    @ParameterizedTest
    @CsvSource({
        "250ms, 250, 250ms",
        "1000ms, 1000, 1s",
        "90s, 90000, 90s",
        "120s, 120000, 2m",
        "60m, 3600000, 1h",
        "1 h, 3600000, 1h"
    })
    void timesHaveUnits(String text, long millis, String written) {
        assertThat(TIME.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(TIME.write(TIME.parse(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "1.5s", "-1s", "99ms", "2h", "1d", "1000000000s", "1 min"})
    void notATime(String text) {
        assertThatThrownBy(() -> TIME.parse(text)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "65536, 65536, 64k",
        "64k, 65536, 64k",
        "64KiB, 65536, 64k",
        "1 MiB, 1048576, 1m",
        "256M, 268435456, 256m"
    })
    void sizesAreBinary(String text, int bytes, String written) {
        assertThat(SIZE.parse(text)).isEqualTo(bytes);
        assertThat(SIZE.write(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "k", "64kb", "1iB", "257m", "-1", "1g", "99999999999"})
    void notASize(String text) {
        assertThatThrownBy(() -> SIZE.parse(text)).isInstanceOf(ConfigException.class);
    }
}
