package dev.postern.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.it.support.ClientTransport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What holds for every backend that lets a client hear what it says. */
interface BackendContract {

    /** How long an echo may take while others misbehave; who waited for them would wait for longer. */
    Duration UNDISTURBED = Duration.ofSeconds(10);

    Subject subject();

    static List<String> texts(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + ' ' + i).toList();
    }

    /** Echoes that come soon: nobody is in the way. */
    static void isUndisturbed(Talker talker) {
        for (int i = 0; i < 20; i++) {
            int before = talker.hear(0).size();
            long start = System.nanoTime();
            talker.say("undisturbed " + i);
            assertThat(talker.hear(before + 1)).endsWith("undisturbed " + i);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(UNDISTURBED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void hearsAndTellsInOrder(ClientTransport transport) throws Exception {
        List<String> texts = texts("a \u20ac \"quoted\" text", 1000);
        try (Talker talker = Talker.open(subject(), transport)) {
            talker.say(texts.subList(0, 1));
            talker.say(texts.subList(1, 500));
            talker.hear(100);
            talker.say(texts.subList(500, 1000));
            assertThat(talker.hear(1000)).isEqualTo(texts);
            assertThat(talker.client().opens()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "XHR_POLLING"})
    default void keepsSessionsApart(ClientTransport transport) throws Exception {
        try (Talker one = Talker.open(subject(), transport);
                Talker other = Talker.open(subject(), transport)) {
            one.say(texts("one", 100));
            other.say(texts("other", 100));
            assertThat(one.hear(100)).isEqualTo(texts("one", 100));
            assertThat(other.hear(100)).isEqualTo(texts("other", 100));
        }
    }

    /** Its own session comes to rest or to its end; what it hears of it is in order and without a gap. */
    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    default void aClientThatDoesNotReadDisturbsNobody(ClientTransport transport) throws Exception {
        List<String> texts = texts("x".repeat(8 << 10), 600);
        try (Talker stalled = Talker.open(subject(), transport);
                Talker other = Talker.open(subject(), transport)) {
            stalled.client().stall();
            stalled.say(texts);
            isUndisturbed(other);
            stalled.client().readOn();
            List<String> heard = stalled.hear(texts.size());
            assertThat(heard).isEqualTo(texts.subList(0, heard.size()));
            if (heard.size() < texts.size()) {
                assertThat(stalled.awaitEnd().code()).isIn(CloseStatus.SLOW_CONSUMER.code(), 1006);
            }
            isUndisturbed(other);
        }
    }
}
