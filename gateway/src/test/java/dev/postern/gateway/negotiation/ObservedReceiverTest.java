package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.http.Completion;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.Route.Endpoint;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

class ObservedReceiverTest {

    private static final ResponseHead OK = new ResponseHead(200, List.of());

    private final DecisionLog log = new DecisionLog();
    private final NetworkHistory history = new NetworkHistory(
            new ClientNetwork(false, 0x7f000001), NegotiationSettings.DEFAULT, log);
    private final RegularDeaths deaths = new RegularDeaths("/chat", Duration.ofSeconds(25));
    private final FakeExchange exchange = FakeExchange.post("/chat/0/a/xhr", "192.0.2.1");
    private long now;
    private int streams;
    private int told;

    @Test
    void aStreamDiesOfTheSilenceAfterItsLastWrite() {
        for (int i = 0; i < 11; i++) {
            ObservedReceiver stream = receiver();
            stream.begin(OK, ByteBuffer.allocate(0));
            pass(900L * i);
            stream.write(ByteBuffer.allocate(1), false, Completion.IGNORED);
            pass(5_000);
            exchange.leave();
        }
        assertThat(deaths.died(5_000_000_000L, now)).isTrue();
        assertThat(told).isEqualTo(11);
    }

    @Test
    void aPollDiesOfTheSilenceSinceItCame() {
        for (int i = 0; i < 11; i++) {
            receiver();
            pass(5_000);
            exchange.leave();
        }
        assertThat(deaths.died(5_000_000_000L, now)).isTrue();
    }

    @Test
    void aStreamBeginsWithItsHead() {
        receiver();
        assertThat(streams).isZero();
        receiver().begin(OK, ByteBuffer.allocate(0));
        assertThat(streams).isEqualTo(1);
    }

    @Test
    void whatIsCompleteIsNotGivenUp() {
        for (int i = 0; i < 5; i++) {
            ObservedReceiver whole = receiver();
            whole.begin(OK, ByteBuffer.allocate(0));
            pass(1_000);
            whole.write(ByteBuffer.allocate(1), true, Completion.IGNORED);
            history.admits("042", Endpoint.XHR, false, now);
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void whoLeavesForAnotherTransportGivesItUp() {
        for (int i = 0; i < 2; i++) {
            receiver().begin(OK, ByteBuffer.allocate(0));
            pass(1_000);
            exchange.leave();
            history.admits("042", Endpoint.XHR, false, now);
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    private ObservedReceiver receiver() {
        ObservedReceiver receiver =
                new ObservedReceiver(exchange, () -> now, deaths, this::streamBegan);
        receiver.onClientGone(() -> told++);
        return receiver;
    }

    private YoungStream streamBegan() {
        streams++;
        YoungStream stream = new YoungStream(history, "042", Endpoint.XHR_STREAMING, now);
        history.streamBegan(stream);
        return stream;
    }
}
