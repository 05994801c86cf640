package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.BrokerAddress;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class BrokerAddressesTest {

    private static final BrokerAddress A = new BrokerAddress("a", 1);
    private static final BrokerAddress B = new BrokerAddress("b", 2);
    private static final BrokerAddress C = new BrokerAddress("c", 3);

    private final BrokerAddresses addresses = new BrokerAddresses(List.of(A, B, C));

    @Test
    void eachSessionBeginsWithAnother() {
        assertThat(addresses.inTurn(0)).containsExactly(A, B, C);
        assertThat(addresses.inTurn(0)).containsExactly(B, C, A);
        assertThat(addresses.inTurn(0)).containsExactly(C, A, B);
        assertThat(addresses.inTurn(0)).containsExactly(A, B, C);
    }

    @Test
    void oneThatHasJustFailedComesLast() {
        addresses.failed(A, 0);
        assertThat(addresses.inTurn(1)).containsExactly(B, C, A);
        addresses.failed(C, 0);
        assertThat(addresses.inTurn(1)).containsExactly(B, C, A);
        addresses.reached(C);
        assertThat(addresses.inTurn(1)).containsExactly(C, B, A);
    }

    @Test
    void butNotForLong() {
        addresses.failed(A, 0);
        assertThat(addresses.inTurn(Duration.ofSeconds(5).toNanos())).containsExactly(A, B, C);
    }
}
