package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

class ObservedSocketTest {

    private static final int MANY = 12;

    private final DecisionLog log = new DecisionLog();
    private final NetworkHistory history = new NetworkHistory(
            new ClientNetwork(false, 0x7f000001), NegotiationSettings.DEFAULT, log);
    private final RegularDeaths deaths = new RegularDeaths("/chat", Duration.ofSeconds(25));
    private final User user = new User();
    private long now;

    /** What the silence is counted from. */
    static Stream<Named<Consumer<ObservedSocket>>> passingBytes() {
        return Stream.of(
                Named.of(
                        "a text out",
                        socket ->
                                socket.sendText(ByteBuffer.allocate(1), false, Completion.IGNORED)),
                Named.of(
                        "a binary out",
                        socket -> socket.sendBinary(
                                ByteBuffer.allocate(1), true, Completion.IGNORED)),
                Named.of("a PING", ObservedSocket::ping),
                Named.of("a text in", socket -> socket.onTexts(List.of("x"))),
                Named.of("a binary in", socket -> socket.onBinary(ByteBuffer.allocate(1))));
    }

    @ParameterizedTest
    @MethodSource("passingBytes")
    void aKillerIsSeenBySilenceWhateverTheAge(Consumer<ObservedSocket> last) {
        for (int i = 0; i < MANY - 1; i++) {
            ObservedSocket socket = open(history);
            pass(1_100L * i);
            last.accept(socket);
            pass(5_000);
            socket.onAbort(new EOFException());
        }
        assertThat(deaths.died(5_000_000_000L, now)).isTrue();
    }

    @Test
    void aKillerIsSeenWhereNothingIsLearned() {
        for (int i = 0; i < MANY - 1; i++) {
            ObservedSocket socket = open(null);
            pass(5_000);
            socket.onAbort(new EOFException());
        }
        assertThat(deaths.died(5_000_000_000L, now)).isTrue();
    }

    @Test
    void whatIsCutHereDiedOfNothing() {
        for (int i = 0; i < MANY; i++) {
            ObservedSocket socket = open(history);
            pass(5_000);
            socket.abort();
            socket.onAbort(new EOFException());
        }
        assertThat(deaths.died(5_000_000_000L, now)).isFalse();
        assertThat(log.count(Decision.WEBSOCKET_OFF)).isZero();
    }

    @Test
    void threeThatDieYoungSwitchWebSocketOff() {
        kill();
        assertThat(log.count(Decision.WEBSOCKET_OFF)).isEqualTo(1);
        assertThat(user.heard).containsExactly("open", "abort", "open", "abort", "open", "abort");
    }

    @Test
    void aCloseFrameBringsItBackAndABreachDoesNot() {
        kill();
        now += NegotiationSettings.DEFAULT.hold().toNanos();
        assertThat(history.offersWebSocket(now)).isTrue();
        user.heard.clear();

        ObservedSocket garbled = open(history);
        garbled.onTexts(List.of("x"));
        garbled.onBreach(1002, "Protocol error");
        assertThat(user.heard).containsExactly("open", "texts", "breach 1002 Protocol error");
        assertThat(log.count(Decision.WEBSOCKET_BACK)).isZero();

        assertThat(history.offersWebSocket(now)).isTrue();
        open(history).onClose(1000, "");
        assertThat(log.count(Decision.WEBSOCKET_BACK)).isEqualTo(1);
    }

    @Test
    void anUpgradeThatCameToNothingIsNoDeath() {
        for (int i = 0; i < MANY; i++) {
            socket(history).onAbort(new EOFException());
        }
        assertThat(log.count(Decision.WEBSOCKET_OFF)).isZero();
    }

    private void kill() {
        for (int i = 0; i < 3; i++) {
            ObservedSocket socket = open(history);
            pass(300);
            socket.onAbort(new EOFException());
        }
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    private ObservedSocket open(NetworkHistory learning) {
        ObservedSocket socket = socket(learning);
        socket.onOpen(new FakeChannel());
        return socket;
    }

    private ObservedSocket socket(NetworkHistory learning) {
        return new ObservedSocket(user, learning, () -> now, deaths);
    }

    private static final class User implements WebSocketListener {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void onOpen(WebSocketChannel channel) {
            heard.add("open");
        }

        @Override
        public void onTexts(List<String> texts) {
            heard.add("texts");
        }

        @Override
        public void onBinary(ByteBuffer data) {
            heard.add("binary");
        }

        @Override
        public void onClose(int code, String reason) {
            heard.add("close " + code);
        }

        @Override
        public void onBreach(int code, String reason) {
            heard.add("breach " + code + ' ' + reason);
        }

        @Override
        public void onAbort(Throwable cause) {
            heard.add("abort");
        }
    }
}
