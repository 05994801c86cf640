package dev.postern.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What holds where an application lies behind the backend. */
interface ApplicationContract extends BackendContract {

    /** A client with a key of this beginning is refused with 403. */
    String REFUSED = "refused";

    /** Messages that together are more than any buffer on the way holds. */
    int FILLING = 1000;

    Application application();

    /** With which code a session ends whose application fails. */
    int codeOfAFailure();

    /** With which code a session ends whose page is gone. */
    default int codeOfALeaver(ClientTransport transport) {
        return 1001;
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void aRefusalIsHeardWithItsReasonAndNoOpenFrame(ClientTransport transport)
            throws Exception {
        try (Talker refused = Talker.begin(subject(), transport, REFUSED + Talker.newKey());
                Talker other = Talker.open(subject(), transport)) {
            assertThat(refused.awaitEnd()).isEqualTo(new Ending(3003, "Forbidden"));
            assertThat(refused.client().opens()).isZero();
            BackendContract.isUndisturbed(other);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void itsCodeAndReasonReachTheClientBehindItsMessages(ClientTransport transport)
            throws Exception {
        try (Talker talker = Talker.open(subject(), transport)) {
            talker.say("one", "two", "close 4321 Schluß \"q\"", "too late");
            assertThat(talker.awaitEnd()).isEqualTo(new Ending(4321, "Schluß \"q\""));
            assertThat(talker.hear(2)).containsExactly("one", "two");
            assertThat(application().awaitEnd(talker.key())).isEqualTo(4321);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void aPageThatLeavesGoesAway(ClientTransport transport) throws Exception {
        Talker talker = Talker.open(subject(), transport);
        talker.close();
        assertThat(application().awaitEnd(talker.key())).isEqualTo(codeOfALeaver(transport));
    }

    @Test
    default void aRawClientsCodeReachesIt() throws Exception {
        try (Talker talker = Talker.open(subject(), ClientTransport.RAW_WEBSOCKET)) {
            talker.say("a");
            talker.hear(1);
            talker.client().sendClose(4007, "genug");
            assertThat(application().awaitEnd(talker.key())).isEqualTo(4007);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "XHR_STREAMING"})
    default void itsFailureIsItsSessionsAlone(ClientTransport transport) throws Exception {
        try (Talker failing = Talker.open(subject(), transport);
                Talker other = Talker.open(subject(), transport)) {
            failing.say("fail");
            assertThat(failing.awaitEnd().code()).isEqualTo(codeOfAFailure());
            BackendContract.isUndisturbed(other);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void whileItSleepsItsClientWaitsAndNobodyElse(ClientTransport transport)
            throws Exception {
        List<String> texts = BackendContract.texts("patience", 500);
        try (Talker waiting = Talker.open(subject(), transport);
                Talker other = Talker.open(subject(), transport)) {
            waiting.say("sleep");
            waiting.say(texts);
            BackendContract.isUndisturbed(other);
            assertThat(waiting.hear(0)).isEmpty();
            application().wake(waiting.key());
            assertThat(waiting.hear(texts.size())).isEqualTo(texts);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void itIsPacedByAClientThatReadsSlowly(ClientTransport transport) throws Exception {
        try (Talker slow = Talker.open(subject(), transport);
                Talker other = Talker.open(subject(), transport)) {
            slow.say("one");
            slow.hear(1);
            slow.client().stall();
            slow.say("fill " + FILLING);
            assertThat(application().awaitStandstill(slow.key())).isLessThan(FILLING);
            BackendContract.isUndisturbed(other);

            slow.client().readOn();
            List<String> expected = new ArrayList<>(List.of("one"));
            IntStream.range(0, FILLING).mapToObj(Application::filling).forEach(expected::add);
            assertThat(slow.hear(expected.size()).equals(expected)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "XHR_STREAMING"})
    default void itMayBlockOnAClientThatThenVanishes(ClientTransport transport) throws Exception {
        try (Talker slow = Talker.open(subject(), transport)) {
            slow.client().stall();
            slow.say("fill " + FILLING);
            application().awaitStandstill(slow.key());
            slow.client().vanish();
            assertThat(application().awaitEnd(slow.key())).isPositive();
        }
    }
}
