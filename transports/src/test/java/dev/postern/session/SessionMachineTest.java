package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.session.MachineFixture.Kind;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class SessionMachineTest {

    private static final String OVER_THE_MARK = "x".repeat(400);
    private static final Duration HEARTBEAT = Duration.ofSeconds(25);

    @Nested
    class Opening {

        @Test
        void saysOpenAfterTheHoldAndHoldsMessagesBothWays() {
            MachineFixture machine = MachineFixture.in(SessionState.OPENING, Kind.STREAMING);

            machine.after(Duration.ofMillis(200)).on("tick");
            assertThat(machine.effects()).containsExactly("write o to r1");
            assertThat(machine.state()).isEqualTo(SessionState.ATTACHED);

            machine.on("written").on("receive a");
            assertThat(machine.effects()).containsExactly("accept");

            machine.on("opened");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[a]], held");
        }

        @Test
        void reportsALateRefusalByACloseFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.OPENING, Kind.POLLING);
            machine.after(Duration.ofMillis(200)).on("tick");
            assertThat(machine.effects()).containsExactly("write o to r1, last");

            machine.on("refused");
            assertThat(machine.state()).isEqualTo(SessionState.CLOSING);

            machine.on("attach other");
            assertThat(machine.effects())
                    .containsExactly("write c[3003,\"Forbidden\"] to r2, last");
        }

        @Test
        void waitsForTheBackendHoweverLongItTakesOnARawWebSocket() {
            MachineFixture machine = MachineFixture.in(SessionState.OPENING, Kind.RAW);

            machine.after(Duration.ofSeconds(9)).on("tick");

            assertThat(machine.effects()).isEmpty();
            assertThat(machine.state()).isEqualTo(SessionState.OPENING);
        }

        @Test
        void sendsWhatTheBackendSaidBeforeItsAnswerRightAfterTheOpenFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.OPENING, Kind.STREAMING);

            machine.on("send hello").on("opened").on("written");

            assertThat(machine.effects()).containsExactly("write a[\"hello\"] to r1");
        }

        @Test
        void saysOpenAndCloseWhenTheBackendEndsTheSessionAsItTakesIt() {
            MachineFixture machine = MachineFixture.in(SessionState.OPENING, Kind.POLLING);

            machine.on("send bye").on("closed").on("opened");
            assertThat(machine.effects())
                    .containsExactly("write o to r1, last", "close backend 3000");

            machine.on("attach other");
            assertThat(machine.effects()).containsExactly("write a[\"bye\"] to r2, last");
            machine.on("attach other");
            assertThat(machine.effects()).containsExactly("write c[3000,\"Go away!\"] to r2, last");
        }

        @Test
        void opensBeforeItRefusesWhereAClientNeedsThat() {
            MachineFixture streaming = new MachineFixture(Kind.STREAMING, true);
            streaming.on("attach").on("refused");
            assertThat(streaming.effects()).containsExactly("write o to r1");
            streaming.on("written");
            assertThat(streaming.effects())
                    .containsExactly("write c[3003,\"Forbidden\"] to r1, last");

            MachineFixture raw = new MachineFixture(Kind.RAW, true);
            raw.on("attach").on("refused");
            assertThat(raw.effects())
                    .containsExactly("write c[3003,\"Forbidden\"] to r1, last", "remove 3003");
        }
    }

    @Nested
    class Writing {

        @Test
        void writesOneFrameAtATimeAndAllThatQueuedMeanwhileInTheNext() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);

            machine.on("send a").on("flush");
            assertThat(machine.effects()).containsExactly("write a[\"a\"] to r1");

            machine.on("send b").on("send c");
            assertThat(machine.effects()).isEmpty();

            machine.on("written");
            assertThat(machine.effects()).containsExactly("write a[\"b\",\"c\"] to r1");
        }

        @Test
        void asksForOneFlushATurn() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);

            machine.on("send a");
            assertThat(machine.effects()).containsExactly("requestflush");
            machine.on("send b");
            assertThat(machine.effects()).isEmpty();
            machine.on("flush");
            assertThat(machine.effects()).containsExactly("write a[\"a\",\"b\"] to r1");
        }

        @Test
        void releasesAReceiverWithTheFrameThatReachesItsByteBudget() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            String text = "x".repeat(196);

            machine.on("send " + text).on("flush");
            assertThat(machine.effects()).containsExactly("write a[\"" + text + "\"] to r1, last");
            assertThat(machine.state()).isEqualTo(SessionState.DETACHED);

            // The next poll overtakes the completion of that write.
            machine.on("send b").on("attach other");
            assertThat(machine.effects()).containsExactly("write a[\"b\"] to r2");
        }

        @Test
        void takesNoMoreIntoAFrameThanItsReceiverMayCarry() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            String text = "x".repeat(120);

            machine.on("send " + text).on("send " + text).on("flush");
            assertThat(machine.effects()).containsExactly("write a[\"" + text + "\"] to r1");
            machine.on("written");
            assertThat(machine.effects()).containsExactly("write a[\"" + text + "\"] to r1, last");
        }

        @Test
        void endsAResponseThatIsTooOldWithItsNextFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);

            machine.after(Duration.ofSeconds(121)).on("send a").on("flush");

            assertThat(machine.effects()).containsExactly("write a[\"a\"] to r1, last");
        }

        @Test
        void givesAPollOneFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.POLLING);

            machine.on("send a").on("flush");

            assertThat(machine.effects()).containsExactly("write a[\"a\"] to r2, last");
            assertThat(machine.state()).isEqualTo(SessionState.DETACHED);
        }

        @Test
        void closesASessionWhoseClientDoesNotRead() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);
            machine.on("send a").on("flush");

            machine.after(Duration.ofSeconds(30)).on("tick");
            assertThat(machine.effects()).containsExactly("close backend 1008");
            assertThat(machine.state()).isEqualTo(SessionState.CLOSING);

            machine.after(Duration.ofSeconds(5)).on("tick");
            assertThat(machine.effects()).containsExactly("abort r1", "remove 1008");
        }
    }

    @Nested
    class Interrupted {

        @Test
        void tellsTheNextPollThatTheConnectionBroke() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.POLLING);

            machine.on("aborted");
            assertThat(machine.effects()).containsExactly("close backend 1001");
            machine.on("attach");
            assertThat(machine.effects())
                    .containsExactly("write c[1002,\"Connection interrupted\"] to r2, last");
        }

        @Test
        void neverEndsCleanlyWhenTheLastMessagesMayBeLost() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            machine.on("send a").on("flush").on("send b").on("closed").on("aborted");

            machine.on("attach other");

            assertThat(machine.effects())
                    .containsExactly("write c[1002,\"Connection interrupted\"] to r2, last");
        }

        @Test
        void tellsABackendThatPausedWhatWasAcceptedBeforeItTellsOfTheEnd() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            machine.on("paused").on("receive a").on("receive b");
            assertThat(machine.effects()).containsExactly("accept");

            machine.on("aborted");

            assertThat(machine.effects())
                    .containsExactly(
                            "deliver Texts[texts=[a]]",
                            "deliver Texts[texts=[b]]",
                            "close backend 1001");
        }

        @Test
        void tellsABackendThatPausedWhatWasAcceptedOfAClientThatDoesNotComeBack() {
            MachineFixture machine = MachineFixture.in(SessionState.DETACHED, Kind.POLLING);
            machine.on("paused").on("receive a");

            machine.after(Duration.ofSeconds(5)).on("tick");

            assertThat(machine.effects())
                    .containsExactly(
                            "deliver Texts[texts=[a]]", "close backend 1001", "remove 1002");
        }

        @Test
        void acceptsNothingAnyMore() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);

            machine.on("aborted").on("receive a");

            assertThat(machine.effects()).containsExactly("reject");
        }

        @Test
        void endsAWebSocketSessionAtOnce() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);

            machine.on("aborted");

            assertThat(machine.effects()).containsExactly("close backend 1001", "remove 1002");
        }
    }

    @Nested
    class Closing {

        @Test
        void deliversWhatIsQueuedBeforeTheCloseFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.DETACHED, Kind.POLLING);
            machine.on("send a").on("closed");

            machine.on("attach other");
            assertThat(machine.effects()).containsExactly("write a[\"a\"] to r2, last");
            machine.on("written").on("attach");
            assertThat(machine.effects()).containsExactly("write c[3000,\"Go away!\"] to r2, last");
        }

        @Test
        void repeatsTheCloseFrameUntilItHasLingered() {
            MachineFixture machine = MachineFixture.in(SessionState.CLOSING, Kind.POLLING);

            machine.on("attach").on("attach");
            assertThat(machine.effects()).containsExactly("write c[3000,\"Go away!\"] to r2, last");

            machine.after(Duration.ofSeconds(5)).on("tick");
            assertThat(machine.effects()).containsExactly("remove 3000");
        }

        @Test
        void endsAWebSocketSessionWithItsClosingHandshake() {
            MachineFixture machine = MachineFixture.in(SessionState.CLOSING, Kind.WEBSOCKET);

            machine.on("client closed");

            assertThat(machine.effects()).containsExactly("remove 3000");
        }

        @Test
        void keepsTimeForAClientThatIsReading() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            String text = "x".repeat(120);
            machine.on("send " + text).on("send " + text).on("flush").on("closed");

            machine.after(Duration.ofSeconds(4)).on("written");

            assertThat(machine.secondsToDeadline()).isEqualTo(5);
        }
    }

    @Nested
    class Time {

        @Test
        void beatsWhenNothingWasWritten() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            assertThat(machine.secondsToDeadline()).isEqualTo(25);

            machine.after(Duration.ofSeconds(20)).on("send a").on("flush").on("written");
            machine.after(Duration.ofSeconds(5)).on("tick");
            assertThat(machine.effects()).isEmpty();

            machine.after(Duration.ofSeconds(20)).on("tick");
            assertThat(machine.effects()).containsExactly("write h to r1");
        }

        @Test
        void takesAPeerForDeadAfterTwoSilentPeriods() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.RAW);

            machine.after(HEARTBEAT).on("tick in silence");
            assertThat(machine.effects()).containsExactly("ping r1");
            machine.after(HEARTBEAT).on("tick in silence");
            assertThat(machine.effects()).containsExactly("ping r1");
            machine.after(HEARTBEAT).on("tick in silence");
            assertThat(machine.effects())
                    .containsExactly("abort r1", "close backend 1001", "remove 1002");
        }

        @Test
        void keepsAPeerThatAnswers() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);

            for (int period = 0; period < 10; period++) {
                machine.after(HEARTBEAT).on(period % 2 == 0 ? "tick in silence" : "tick");
                assertThat(machine.effects()).containsExactly("ping r1", "write h to r1");
                machine.on("written");
            }
        }

        @Test
        void endsADetachedSessionAfterTheDisconnectDelay() {
            MachineFixture machine = MachineFixture.in(SessionState.DETACHED, Kind.POLLING);
            assertThat(machine.secondsToDeadline()).isEqualTo(5);

            machine.after(Duration.ofSeconds(5)).on("tick");

            assertThat(machine.effects()).containsExactly("close backend 1001", "remove 1002");
            assertThat(machine.state()).isEqualTo(SessionState.CLOSED);
        }

        @Test
        void countsTheDisconnectDelayFromWhenTheClientHasReadItsLastFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.POLLING);
            machine.on("send a").on("flush");

            machine.after(Duration.ofSeconds(20)).on("tick");
            assertThat(machine.state()).isEqualTo(SessionState.DETACHED);
            machine.on("written");
            assertThat(machine.secondsToDeadline()).isEqualTo(5);
        }

        @Test
        void closesASessionWhoseClientNeverReadsItsLastFrame() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.POLLING);
            machine.on("send a").on("flush");

            machine.after(Duration.ofSeconds(30)).on("tick");

            assertThat(machine.effects())
                    .containsExactly("abort r2", "close backend 1008", "remove 1008");
        }

        @Test
        void wantsNothingMoreOnceItIsClosed() {
            MachineFixture machine = MachineFixture.in(SessionState.CLOSED, Kind.STREAMING);

            machine.after(Duration.ofDays(1)).on("tick");

            assertThat(machine.effects()).isEmpty();
            assertThat(machine.secondsToDeadline()).isGreaterThan(Integer.MAX_VALUE);
        }
    }

    @Nested
    class SlowBackend {

        @Test
        void holdsTheAnswerOverTheMarkAtMostThreeSeconds() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);

            machine.on("paused").on("receive " + "x".repeat(200));
            assertThat(machine.effects()).containsExactly("accept");
            machine.on("receive " + "x".repeat(200));
            assertThat(machine.effects()).isEmpty();
            assertThat(machine.secondsToDeadline()).isEqualTo(3);

            machine.after(Duration.ofSeconds(3)).on("tick");
            assertThat(machine.effects()).containsExactly("accept");
        }

        @Test
        void doesNotReadASocketForAsLongAsItTakes() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);
            machine.on("paused").on("receive " + OVER_THE_MARK);
            assertThat(machine.effects()).isEmpty();

            machine.after(Duration.ofSeconds(4)).on("tick");
            assertThat(machine.effects()).isEmpty();

            machine.on("resumed");
            assertThat(machine.effects())
                    .containsExactly(
                            "accept", "deliver Texts[texts=[" + OVER_THE_MARK + "]], held");
        }

        @Test
        void deliversWhatItHeldInOrderAndStopsWhenToldTo() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            machine.on("paused").on("receive a").on("receive b").on("receive c");

            machine.on("resumed");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[a]], held");
            machine.on("paused").on("delivered");
            assertThat(machine.effects()).isEmpty();
            machine.on("resumed");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[b]], held");
            machine.on("receive d");
            machine.on("delivered");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[c]], held");
            machine.on("delivered");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[d]], held");
            machine.on("delivered").on("receive e");
            assertThat(machine.effects()).containsExactly("deliver Texts[texts=[e]]", "accept");
        }

        @Test
        void closesBeyondTheHardLimitAndAnswersTheRequest() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);

            machine.on("paused").on("receive 1").on("receive " + "x".repeat(1000));

            assertThat(machine.effects())
                    .containsExactly(
                            "accept",
                            "close backend 1008",
                            "write c[1008,\"Backend does not keep up\"] to r1, last");
        }

        @Test
        void closesWhenNothingMovesForTooLong() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.WEBSOCKET);
            machine.on("paused").on("receive " + OVER_THE_MARK);

            machine.after(Duration.ofSeconds(30)).on("tick");

            assertThat(machine.effects())
                    .contains(
                            "close backend 1008",
                            "write c[1008,\"Backend does not keep up\"] to r1, last");
        }

        @Test
        void answersWhoeverWaitsWhenTheSessionEnds() {
            MachineFixture machine = MachineFixture.in(SessionState.ATTACHED, Kind.STREAMING);
            machine.on("paused").on("receive " + OVER_THE_MARK).on("receive 1234567");

            machine.on("closed");

            assertThat(machine.effects()).contains("accept");
        }
    }
}
