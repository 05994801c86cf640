package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a gated session ends: with one ERROR, nothing behind it, and a close on both sides. */
class StompGateEndTest {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0";
    private static final CloseStatus BROKER_ERROR = new CloseStatus(1008, "Broker sent an ERROR");

    private final FakeTimers timers = new FakeTimers();
    private final FakeBroker broker = new FakeBroker();
    private FakeSession client;

    @BeforeEach
    void comes() {
        comes(broker, StompSettings.DEFAULT, new FakeSession());
    }

    private void comes(Backend backend, StompSettings settings, FakeSession as) {
        client = as;
        new StompGate(backend, settings, Limits.DEFAULT, timers).connect(client, client);
    }

    private void connects() {
        client.says(CONNECT);
        client.sent.clear();
    }

    // After an ERROR

    @ParameterizedTest
    @ValueSource(strings = {"ERROR\nmessage:mine\n\n\0", "ERROR\r\nmessage:mine\r\n\r\n\0"})
    void anErrorOfTheBackendsEndsTheSession(String error) {
        connects();

        broker.session.send(error);

        assertThat(client.sent).containsExactly(error);
        assertThat(client.closed).isEqualTo(BROKER_ERROR);
        assertThat(broker.closed).isEqualTo(BROKER_ERROR);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void soDoesOneInBytes() {
        connects();
        byte[] error = "ERROR\nmessage:mine\n\n?\0".getBytes(StandardCharsets.UTF_8);
        error[error.length - 2] = (byte) 0xff;

        broker.session.sendBinary(ByteBuffer.wrap(error));

        assertThat(client.sent).containsExactly(error.length + " bytes");
        assertThat(client.closed).isEqualTo(BROKER_ERROR);
    }

    @Test
    void anErrorInPlaceOfConnectedDoesToo() {
        broker.connects = false;
        client.says(CONNECT);

        broker.session.send("ERROR\nmessage:go away\n\n\0");

        assertThat(client.frame().header("message")).isEqualTo("go away");
        assertThat(client.closed).isEqualTo(BROKER_ERROR);
        assertThat(broker.closed).isEqualTo(BROKER_ERROR);
    }

    @Test
    void whatIsNoAnswerToConnectIsNotPassedOn() {
        broker.connects = false;
        client.says(CONNECT);

        broker.session.send("MESSAGE\n\n\0");

        assertThat(client.frame().command()).isEqualTo(StompCommand.ERROR);
        assertThat(client.closed).isEqualTo(CloseStatus.BAD_GATEWAY);
    }

    @Test
    void noMessageFollowsAnError() {
        connects();
        // The close may be late: then the gate alone keeps what follows away.
        FakeSession open = client;
        open.closes = false;

        broker.session.send("ERROR\nmessage:mine\n\n\0");
        assertThat(broker.session.send("MESSAGE\n\n\0")).isFalse();
        broker.session.send("ERROR\nmessage:again\n\n\0");
        broker.session.fail(new StompFault("again", CloseStatus.BAD_GATEWAY));
        timers.pass(Duration.ofHours(1));

        assertThat(open.sent).containsExactly("ERROR\nmessage:mine\n\n\0");
    }

    // A large message

    @Test
    void oneMessageMayBeLargerThanWhatMayBeInFlight() {
        comes(
                broker,
                StompSettings.DEFAULT.withLimits(StompLimits.DEFAULT.withMaxInFlight(1000)),
                new FakeSession());
        connects();
        client.writable = false;

        broker.session.send("MESSAGE\n\n" + "x".repeat(5000) + "\0");
        assertThat(client.closed).isNull();
        broker.session.send("MESSAGE\n\n\0");

        assertThat(client.sent).hasSize(2);
        assertThat(client.sent.get(1)).startsWith("ERROR").contains("max-in-flight (1000 bytes)");
        assertThat(client.closed).isEqualTo(CloseStatus.SLOW_CONSUMER);
    }

    @Test
    void messagesOfNoLengthCountToo() {
        comes(
                broker,
                StompSettings.DEFAULT.withLimits(StompLimits.DEFAULT.withMaxInFlight(1000)),
                new FakeSession());
        connects();
        client.writable = false;

        for (int i = 0; i < 20; i++) {
            broker.session.send("MESSAGE\n\n\0");
        }

        assertThat(client.closed).isEqualTo(CloseStatus.SLOW_CONSUMER);
    }

    // Bytes

    @Test
    void aBodyThatIsNotUtf8NeedsARawWebSocket() {
        StompFrame frame = new StompFrame(
                StompCommand.MESSAGE,
                StompHeaders.of("content-length", "2"),
                ByteBuffer.wrap(new byte[] {(byte) 0xff, 0}));
        connects();
        broker.session.send(frame);
        assertThat(client.sent).containsExactly("29 bytes");

        comes(broker, StompSettings.DEFAULT, new FakeSession(Transport.XHR_STREAMING));
        connects();
        broker.session.send(frame);

        assertThat(client.frame().header("message")).contains("not UTF-8");
        assertThat(client.closed).isEqualTo(CloseStatus.BINARY_UNSUPPORTED);
    }

    // The backend

    @Test
    void theBackendHearsOfTheEndOnce() {
        List<CloseStatus> ends = new ArrayList<>();
        comes(
                new Backend() {
                    @Override
                    public boolean neverBlocks() {
                        return true;
                    }

                    @Override
                    public void connect(Session session, Connecting connecting) {
                        session.close(CloseStatus.BAD_GATEWAY);
                        connecting.accept(new StompConnection() {
                            @Override
                            public void onFrame(StompFrame frame) {}

                            @Override
                            public void onClose(CloseStatus status) {
                                ends.add(status);
                            }
                        });
                    }
                },
                StompSettings.DEFAULT,
                new FakeSession());

        client.says(CONNECT);

        assertThat(client.closed).isEqualTo(CloseStatus.BAD_GATEWAY);
        assertThat(ends).containsExactly(CloseStatus.BAD_GATEWAY);
    }

    @Test
    void theRequestIsThereUntilTheBackendHasAnswered() {
        List<Object> seen = new ArrayList<>();
        broker.takes = false;
        comes(
                broker,
                StompSettings.DEFAULT.withCredentials((connect, handshake) -> {
                    seen.add(handshake.attributes().get("request"));
                    return StompCredentials.OF_HANDSHAKE.check(connect, handshake);
                }),
                new FakeSession());
        client.says(CONNECT);
        assertThat(client.handshake().attributes()).isEmpty();
        seen.add(broker.session.handshake().attributes().get("request"));

        broker.connecting.accept(broker.new Hearing());

        assertThat(seen).containsExactly("its own", "its own");
        assertThat(broker.session.handshake().attributes()).isEmpty();
    }

    // Credentials

    @Test
    void aVerdictThatIsNoneRefusesAtOnce() {
        comes(
                broker,
                StompSettings.DEFAULT.withCredentials(
                        (connect, handshake) -> CompletableFuture.completedFuture(null)),
                new FakeSession());

        client.says(CONNECT);

        assertThat(client.frame().header("message")).isEqualTo("Credentials could not be checked");
        assertThat(client.closed).isEqualTo(CloseStatus.INTERNAL_ERROR);
    }

    // Rules

    @Test
    void whereThereAreRulesNoHeaderChoosesAQueue() {
        comes(
                broker,
                StompSettings.DEFAULT.withRules(
                        StompRules.parse(List.of("subscribe /topic/**", "send /**"))),
                new FakeSession());
        connects();
        client.says("SEND\ndestination:/a\nx-queue-name:q\n\n\0");
        assertThat(client.closed).isNull();

        client.says("SUBSCRIBE\nid:1\ndestination:/topic/a\nx-queue-name:payroll\n\n\0");

        assertThat(client.frame().header("message")).contains("x-queue-name");
        assertThat(client.closed).isEqualTo(CloseStatus.FORBIDDEN);
        assertThat(broker.commands()).containsExactly(StompCommand.CONNECT, StompCommand.SEND);
    }

    @Test
    void withoutRulesAHeaderMayChooseAQueue() {
        connects();

        client.says("SUBSCRIBE\nid:1\ndestination:/topic/a\nx-queue-name:q\n\n\0");

        assertThat(client.closed).isNull();
        assertThat(broker.heard.get(1).header("x-queue-name")).isEqualTo("q");
    }
}
