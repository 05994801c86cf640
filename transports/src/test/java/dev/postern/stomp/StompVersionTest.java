package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class StompVersionTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, V1_0",
                "1.0, -, V1_0",
                "'1.0,1.1,1.2', -, V1_2",
                "'1.2, 1.1', -, V1_2",
                "'1.1,1.0', V1_2, V1_1",
                "'1.2,1.1,1.0', V1_1, V1_1",
                "'1.1,2.0', -, V1_1",
                "2.0, -, -",
                "'', -, -"
            })
    void agreesOnTheNewestOrOnTheSubProtocols(
            String acceptVersion, StompVersion preferred, StompVersion agreed) {
        assertThat(StompVersion.negotiate(acceptVersion, preferred)).isEqualTo(agreed);
    }

    @Test
    void takesTheNewestSubProtocolThatIsOffered() {
        assertThat(StompVersion.offered(List.of("v10.stomp", "v12.stomp", "v11.stomp")))
                .isEqualTo(StompVersion.V1_2);
        assertThat(StompVersion.offered(List.of("chat", "v10.stomp"))).isEqualTo(StompVersion.V1_0);
        assertThat(StompVersion.offered(List.of("mqtt"))).isNull();
    }
}
