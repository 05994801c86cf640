package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Transport;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.endpoint.SockJsEndpointBuilder;
import dev.postern.gateway.config.NegotiationSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumSet;

class NegotiatingEndpointTest {

    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final RegularDeaths deaths = new RegularDeaths("/chat", Duration.ofSeconds(25));
    private long now;
    private final Negotiation negotiation =
            new Negotiation(NegotiationSettings.DEFAULT, NegotiationTest.PROXY, () -> now);
    private SockJsEndpoint endpoint = builder().info(negotiation.infoPart()).build();
    private NegotiatingEndpoint front = new NegotiatingEndpoint(endpoint, negotiation, deaths);
    private int sessions;

    private static SockJsEndpointBuilder builder() {
        return SockJsEndpoint.builder("/chat", Backend.nonBlocking(session -> session::send));
    }

    @AfterEach
    void drain() {
        endpoint.drain(CloseStatus.GOING_AWAY);
    }

    @Test
    void leavesAloneWhatIsNotBelowItsPrefix() {
        assertThat(front.handle(FakeExchange.get("/chatter/info", ONE))).isFalse();
        assertThat(front.handle(FakeExchange.get("/chat/nothing", ONE))).isTrue();
    }

    @Test
    void twoClientsOfOneProxyLearnOfWebSocketApart() {
        killWebSockets(ONE);
        assertThat(info(ONE)).contains("\"websocket\":false");
        assertThat(info(OTHER)).contains("\"websocket\":true");
    }

    @Test
    void twoClientsOfOneProxyLearnOfStreamingApart() {
        giveUpStreams(ONE);
        assertThat(stream("777", ONE).status()).isEqualTo(404);
        assertThat(poll("777", ONE).status()).isEqualTo(200);
        assertThat(stream("777", OTHER).status()).isEqualTo(200);
    }

    @Test
    void anIframeThatIsNoStreamAnyMoreTellsItself() {
        endpoint = builder()
                .transports(EnumSet.allOf(Transport.class))
                .info(negotiation.infoPart())
                .build();
        front = new NegotiatingEndpoint(endpoint, negotiation, deaths);
        giveUpStreams(ONE);
        FakeExchange iframe = request(FakeExchange.get(path("777", "htmlfile"), ONE));
        assertThat(iframe.status()).isEqualTo(404);
        assertThat(iframe.body()).contains("frameElement.onerror()");
    }

    @Test
    void switchedOffItLearnsNothing() {
        endpoint = builder().build();
        front = new NegotiatingEndpoint(endpoint, null, deaths);
        killWebSockets(ONE);
        giveUpStreams(ONE);
        assertThat(info(ONE)).contains("\"websocket\":true");
        assertThat(stream("777", ONE).status()).isEqualTo(200);
        assertThat(negotiation.networks()).isZero();
    }

    @Test
    void switchedOffItStillSeesWhatCutsIdleConnections() {
        long[] clock = {0};
        endpoint = builder().build();
        front = new NegotiatingEndpoint(endpoint, null, deaths, () -> clock[0]);
        for (int i = 0; i < 11; i++) {
            FakeExchange left = i % 2 == 0 ? stream("042", ONE) : webSocket(ONE);
            clock[0] += 5_000_000_000L;
            left.leave();
        }
        assertThat(deaths.died(5_000_000_000L, clock[0])).isTrue();
    }

    @Test
    void whatTheEndpointRefusesIsNoStreamThatCame() {
        for (int i = 0; i < 100; i++) {
            assertThat(request(FakeExchange.get(path("001", "htmlfile"), ONE)).status())
                    .isEqualTo(404);
            assertThat(request(FakeExchange.get(
                                    path("001", "eventsource"),
                                    ONE,
                                    "Origin",
                                    "https://elsewhere.example",
                                    "Host",
                                    "here.example"))
                            .status())
                    .isEqualTo(403);
        }
        now += Breaker.PROOF;
        giveUpStreams(ONE);
        assertThat(stream("777", ONE).status()).isEqualTo(404);
    }

    @Test
    void aClientThatSpeaksHasHeardItsStream() {
        for (int i = 0; i < 2; i++) {
            String path = path("042", "xhr_streaming");
            FakeExchange stream = request(FakeExchange.post(path, ONE));
            request(FakeExchange.post(path.replace("xhr_streaming", "xhr_send"), ONE));
            now += 1_000_000_000L;
            stream.leave();
            poll("042", ONE);
        }
        assertThat(stream("777", ONE).status()).isEqualTo(200);
    }

    private void killWebSockets(String client) {
        for (int i = 0; i < 3; i++) {
            FakeExchange socket = webSocket(client);
            assertThat(socket.status()).isEqualTo(101);
            now += 300_000_000L;
            socket.leave();
        }
    }

    private void giveUpStreams(String client) {
        for (int i = 0; i < 2; i++) {
            FakeExchange stream = stream("042", client);
            assertThat(stream.status()).isEqualTo(200);
            now += 1_000_000_000L;
            stream.leave();
            poll("042", client);
        }
    }

    private FakeExchange webSocket(String client) {
        return request(FakeExchange.upgrade(path("042", "websocket"), client));
    }

    private FakeExchange stream(String server, String client) {
        return request(FakeExchange.post(path(server, "xhr_streaming"), client));
    }

    private FakeExchange poll(String server, String client) {
        return request(FakeExchange.post(path(server, "xhr"), client));
    }

    private String path(String server, String transport) {
        sessions++;
        return "/chat/" + server + "/s" + sessions + '/' + transport;
    }

    private String info(String client) {
        return request(FakeExchange.get("/chat/info", client)).body();
    }

    private FakeExchange request(FakeExchange exchange) {
        assertThat(front.handle(exchange)).isTrue();
        return exchange;
    }
}
