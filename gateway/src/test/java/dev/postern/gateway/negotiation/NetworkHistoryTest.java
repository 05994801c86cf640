package dev.postern.gateway.negotiation;

import static dev.postern.protocol.Route.Endpoint.EVENTSOURCE;
import static dev.postern.protocol.Route.Endpoint.XHR;
import static dev.postern.protocol.Route.Endpoint.XHR_STREAMING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.protocol.Route.Endpoint;

import org.junit.jupiter.api.Test;

import java.util.List;
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
            history.webSocketEnded(history.webSocketBegan(now), now, WebSocketFate.KILLED);
        }
        assertThat(history.offersWebSocket(now)).isFalse();
        assertThat(log.count(Decision.WEBSOCKET_OFF)).isEqualTo(1);

        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.offersWebSocket(now)).isTrue();
        assertThat(history.offersWebSocket(now)).isFalse();
        assertThat(log.count(Decision.WEBSOCKET_TRIAL)).isEqualTo(1);

        history.webSocketEnded(history.webSocketBegan(now), now + SECOND, WebSocketFate.WORKED);
        assertThat(history.offersWebSocket(now)).isTrue();
        assertThat(log.count(Decision.WEBSOCKET_BACK)).isEqualTo(1);
    }

    @Test
    void aClientThatLeavesTwoStreamsOneAfterTheOtherHearsNeither() {
        giveUp("042", XHR_STREAMING, EVENTSOURCE);
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
        giveUp("042", EVENTSOURCE, XHR);
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
        assertThat(history.admits("777", XHR_STREAMING, true, now)).isFalse();
        assertThat(history.admits("777", XHR, false, now)).isTrue();
    }

    /** Chromium does not cut an EventSource that has not opened. */
    @Test
    void whoGaveAStreamUpNeedNotBeHeardToLeaveTheNext() {
        giveUp("042", XHR_STREAMING, EVENTSOURCE);
        streamBegan("042", EVENTSOURCE);
        now += SECOND;
        assertThat(history.admits("042", XHR, false, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    /** sockjs-client forgets the time-out of a WebSocket that was refused; each strikes the transport after its own. */
    @Test
    void whoGaveAStreamUpNeedNotWaitForTheNext() {
        YoungStream first = streamBegan("042", XHR_STREAMING);
        now += SECOND;
        assertThat(history.admits("042", EVENTSOURCE, true, now)).isTrue();
        streamBegan("042", EVENTSOURCE);
        now += SECOND / 100;
        assertThat(history.admits("042", XHR, false, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
        first.aborted(now);
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    @Test
    void theAbortMayBeHeardOfAfterTheNextTransport() {
        for (String server : List.of("001", "002")) {
            YoungStream stream = streamBegan(server, XHR_STREAMING);
            now += SECOND;
            assertThat(history.admits(server, XHR, false, now)).isTrue();
            now += 3 * SECOND;
            stream.aborted(now);
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    @Test
    void whoLeavesBeforeATimeOutOrIsInNoHurryDidNotGiveUp() {
        for (int i = 0; i < 5; i++) {
            YoungStream brief = streamBegan("042", XHR_STREAMING);
            now += SECOND / 4;
            brief.aborted(now);
            assertThat(history.admits("042", EVENTSOURCE, true, now)).isTrue();
            YoungStream calm = streamBegan("042", EVENTSOURCE);
            now += SECOND;
            calm.aborted(now);
            now += 3 * SECOND + 1;
            assertThat(history.admits("042", XHR, false, now)).isTrue();
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void aServerNumberUnderWhichStreamsWorkedProvesNothing() {
        streamBegan("000", XHR_STREAMING).heard(now);
        for (int i = 0; i < 5; i++) {
            giveUp("000", XHR_STREAMING, EVENTSOURCE);
            giveUp("000", EVENTSOURCE, XHR);
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void aStreamThatIsNotAbortedIsNotGivenUp() {
        for (int i = 0; i < 5; i++) {
            streamBegan("042", XHR_STREAMING);
            assertThat(history.admits("042", XHR, false, now)).isTrue();
        }
        assertThat(history.admits("042", EVENTSOURCE, true, now)).isTrue();
    }

    @Test
    void theSameTransportAgainIsAnotherSession() {
        for (int i = 0; i < 5; i++) {
            streamBegan("000", XHR_STREAMING).aborted(now);
            assertThat(history.admits("000", XHR_STREAMING, true, now)).isTrue();
        }
    }

    @Test
    void anotherClientOfTheNetworkProvesNothing() {
        for (int i = 0; i < 5; i++) {
            streamBegan("042", XHR_STREAMING).aborted(now);
            assertThat(history.admits("777", XHR, false, now)).isTrue();
        }
        assertThat(history.admits("777", XHR_STREAMING, true, now)).isTrue();
    }

    @Test
    void aClientThatSpokeHasHeardItsStream() {
        for (int i = 0; i < 5; i++) {
            YoungStream stream = streamBegan("042", XHR_STREAMING);
            stream.heard(now);
            stream.aborted(now);
            assertThat(history.admits("042", XHR, false, now)).isTrue();
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void aStreamThatLivedIsNotGivenUp() {
        for (int i = 0; i < 5; i++) {
            YoungStream stream = streamBegan("042", XHR_STREAMING);
            now += Breaker.PROOF;
            assertThat(history.admits("042", XHR, false, now)).isTrue();
            stream.aborted(now);
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void whereStreamsOfOthersLiveTwoThatAreGivenUpAreNotEnough() {
        for (String server : List.of("001", "002", "003", "004")) {
            streamBegan(server, XHR_STREAMING);
        }
        giveUp("042", XHR_STREAMING, EVENTSOURCE);
        giveUp("042", EVENTSOURCE, XHR);
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    @Test
    void theTrialOfStreamingBringsItBack() {
        switchStreamingOff();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", XHR_STREAMING, true, now)).isTrue();
        YoungStream trial = streamBegan("043", XHR_STREAMING);
        assertThat(history.admits("044", XHR_STREAMING, true, now)).isFalse();
        trial.heard(now);
        assertThat(history.admits("045", XHR_STREAMING, true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_BACK)).isEqualTo(1);
    }

    @Test
    void oneTrialThatIsGivenUpIsEnough() {
        switchStreamingOff();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", XHR_STREAMING, true, now)).isTrue();
        giveUp("043", XHR_STREAMING, XHR);
        assertThat(history.admits("044", XHR_STREAMING, true, now)).isFalse();
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(2);
    }

    @Test
    void aTrialOfStreamingThatJustLeavesMakesRoomForAnother() {
        switchStreamingOff();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", XHR_STREAMING, true, now)).isTrue();
        streamBegan("043", XHR_STREAMING).aborted(now);
        assertThat(history.admits("044", XHR_STREAMING, true, now)).isFalse();
        now += 3 * SECOND + 1;
        assertThat(history.admits("044", XHR_STREAMING, true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_BACK)).isZero();
    }

    @Test
    void aTrialThatTheServerEndsProvesNothing() {
        switchStreamingOff();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", XHR_STREAMING, true, now)).isTrue();
        streamBegan("043", XHR_STREAMING).completed(now);
        now += Breaker.PROOF;
        assertThat(history.admits("044", XHR_STREAMING, true, now)).isTrue();
        assertThat(log.count(Decision.STREAMING_BACK)).isZero();
    }

    @Test
    void anOlderStreamDecidesNothingOfTheTrial() {
        YoungStream older = streamBegan("000", XHR_STREAMING);
        giveUp("042", XHR_STREAMING, EVENTSOURCE);
        giveUp("042", EVENTSOURCE, XHR);
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.admits("043", XHR_STREAMING, true, now)).isTrue();
        older.heard(now);
        assertThat(log.count(Decision.STREAMING_BACK)).isZero();
    }

    @Test
    void rememberedServerNumbersAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            streamBegan(Integer.toString(i), XHR_STREAMING).heard(now);
        }
        // Of the last ones a stream that is given up proves nothing, of the first ones it does.
        giveUp("999", XHR_STREAMING, EVENTSOURCE);
        giveUp("999", EVENTSOURCE, XHR);
        giveUp("968", XHR_STREAMING, EVENTSOURCE);
        giveUp("968", EVENTSOURCE, XHR);
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
        now += 20 * Breaker.HALF_LIFE;
        giveUp("967", XHR_STREAMING, EVENTSOURCE);
        giveUp("967", EVENTSOURCE, XHR);
        assertThat(log.count(Decision.STREAMING_OFF)).isEqualTo(1);
    }

    @Test
    void rememberedStreamsAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            YoungStream stream = streamBegan(Integer.toString(i), XHR_STREAMING);
            if (i >= 100) {
                // These are not judged, and nothing was kept of them.
                stream.aborted(now);
                assertThat(history.admits(Integer.toString(i), XHR, false, now)).isTrue();
            }
        }
        assertThat(log.count(Decision.STREAMING_OFF)).isZero();
    }

    private void switchStreamingOff() {
        giveUp("042", XHR_STREAMING, EVENTSOURCE);
        giveUp("042", EVENTSOURCE, XHR);
        assertThat(history.admits("042", XHR_STREAMING, true, now)).isFalse();
    }

    private void giveUp(String server, Endpoint stream, Endpoint next) {
        YoungStream left = streamBegan(server, stream);
        now += SECOND;
        left.aborted(now);
        history.admits(server, next, next != XHR, now);
    }

    private YoungStream streamBegan(String server, Endpoint transport) {
        YoungStream stream = new YoungStream(history, server, transport, now);
        history.streamBegan(stream);
        return stream;
    }
}
