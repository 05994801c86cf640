package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.http.IpAddresses;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

class NegotiationTest {

    static final TrustedNetworks PROXY = new TrustedNetworks(List.of(IpNetwork.parse("10.0.0.1")));

    private long now;
    private final Negotiation negotiation =
            new Negotiation(NegotiationSettings.DEFAULT, PROXY, () -> now);

    @Test
    void remembersABoundedNumberOfNetworks() {
        for (int i = 0; i < Negotiation.NETWORKS + 10_000; i++) {
            assertThat(historyOf("2001:db8:" + Integer.toHexString(i >> 8) + ':'
                            + Integer.toHexString(i & 0xff) + "::1"))
                    .isNotNull();
        }
        assertThat(negotiation.networks()).isEqualTo(Negotiation.NETWORKS);
    }

    @Test
    void aNetworkWhoseSocketsLiveForDaysIsNotForgotten() {
        NetworkHistory office = Objects.requireNonNull(historyOf("192.0.2.1"));
        for (int i = 0; i < 10; i++) {
            office.webSocketBegan(now);
        }
        now += Duration.ofDays(30).toNanos();
        NetworkHistory later = Objects.requireNonNull(historyOf("192.0.2.1"));
        for (int i = 0; i < 3; i++) {
            later.webSocketEnded(later.webSocketBegan(now), now, WebSocketFate.KILLED);
        }
        assertThat(later.offersWebSocket(now)).isTrue();
    }

    private NetworkHistory historyOf(String client) {
        assertThat(IpAddresses.parse(client)).isNotNull();
        return negotiation.historyOf(FakeExchange.get("/chat/info", client));
    }
}
