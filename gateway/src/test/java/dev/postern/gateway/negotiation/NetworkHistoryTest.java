package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.NegotiationSettings;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class NetworkHistoryTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final DecisionLog log = new DecisionLog();
    private final NetworkHistory history = new NetworkHistory(
            new ClientNetwork(false, 0x7f000001), NegotiationSettings.DEFAULT, log);
    private long now;

    @Test
    void threeKilledWebSocketsSwitchItOffAndTheTrialBringsItBack() {
        for (int i = 0; i < 3; i++) {
            assertThat(history.offersWebSocket(now)).isTrue();
            history.webSocketBegan(now);
            history.webSocketEnded(now, WebSocketFate.KILLED);
        }
        assertThat(history.offersWebSocket(now)).isFalse();
        assertThat(log.count(Decision.WEBSOCKET_OFF)).isEqualTo(1);

        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.offersWebSocket(now)).isTrue();
        assertThat(history.offersWebSocket(now)).isFalse();
        assertThat(log.count(Decision.WEBSOCKET_TRIAL)).isEqualTo(1);

        history.webSocketBegan(now);
        history.webSocketEnded(now + SECOND, WebSocketFate.WORKED);
        assertThat(history.offersWebSocket(now)).isTrue();
        assertThat(log.count(Decision.WEBSOCKET_BACK)).isEqualTo(1);
    }

    @Test
    void aClientThatGoesOnToTheNextTransportGivesItsStreamUp() {
        assertThat(history.admits("042", true, now)).isTrue();
        streamBegan("042", "a");
        now += SECOND;
        assertThat(history.admits("042", true, now)).isFalse();
        assertThat(history.admits("042", false, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    @Test
    void anotherClientOfTheNetworkProvesNothing() {
        streamBegan("042", "a");
        now += SECOND;
        assertThat(history.admits("777", false, now)).isTrue();
        assertThat(history.admits("777", true, now)).isTrue();
    }

    @Test
    void aClientThatSpokeHasHeardItsStream() {
        YoungStream stream = streamBegan("042", "a");
        stream.heard(now);
        assertThat(history.admits("042", true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void aStreamThatLivedIsNotGivenUp() {
        streamBegan("042", "a");
        now += Breaker.PROOF;
        assertThat(history.admits("042", true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void whereStreamsOfOthersLiveOneThatIsGivenUpIsNotEnough() {
        streamBegan("001", "a");
        streamBegan("002", "b");
        streamBegan("003", "c");
        assertThat(history.admits("001", true, now)).isTrue();
    }

    @Test
    void theTrialOfStreamingBringsItBack() {
        streamBegan("042", "a");
        assertThat(history.admits("042", true, now)).isFalse();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", true, now)).isTrue();
        YoungStream trial = streamBegan("043", "b");
        assertThat(history.admits("044", true, now)).isFalse();
        trial.heard(now);
        assertThat(history.admits("045", true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_BACK)).isEqualTo(1);
    }

    @Test
    void rememberedStreamsAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            streamBegan(Integer.toString(i), "s" + i);
        }
        // The last ones are not judged, and nothing was kept of them.
        assertThat(history.admits("999", true, now)).isTrue();
        assertThat(history.admits("0", true, now)).isTrue();
    }

    private YoungStream streamBegan(String server, String session) {
        YoungStream stream = new YoungStream(history, session, server, now);
        history.streamBegan(stream);
        return stream;
    }
}
