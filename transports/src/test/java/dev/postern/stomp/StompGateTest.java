package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class StompGateTest {

    private static final String CONNECT =
            "CONNECT\naccept-version:1.1,1.2\nheart-beat:0,0\nlogin:ann\npasscode:pw\n\n\0";

    private static final CloseStatus BROKER_ERROR = new CloseStatus(1008, "Broker sent an ERROR");

    private final FakeTimers timers = new FakeTimers();
    private final FakeBroker broker = new FakeBroker();
    private StompSettings settings = StompSettings.DEFAULT.withLimits(
            StompLimits.DEFAULT.withMaxFrame(1000).withMaxInFlight(2000));
    private FakeSession client;

    @BeforeEach
    void comes() {
        comes(broker);
    }

    private void comes(Backend backend, String... subProtocols) {
        client = new FakeSession(subProtocols);
        new StompGate(backend, settings, Limits.DEFAULT, timers).connect(client, client);
    }

    private void comesWith(StompSettings changed) {
        settings = changed;
        comes(broker);
    }

    // Connecting

    @Test
    void passesConnectOnAndTheBackendsAnswerBack() {
        client.says(CONNECT);

        assertThat(broker.heard)
                .singleElement()
                .satisfies(connect -> assertThat(connect.headers())
                        .isEqualTo(StompHeaders.of(
                                "accept-version",
                                "1.2",
                                "heart-beat",
                                "0,0",
                                "login",
                                "ann",
                                "passcode",
                                "pw")));
        assertThat(client.frame())
                .isEqualTo(StompFrame.of(
                        StompCommand.CONNECTED,
                        StompHeaders.of("version", "1.2", "heart-beat", "10000,10000")));
        assertThat(client.closed).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "v12.stomp, 1.2",
                "'v10.stomp,v11.stomp', 1.1",
                "chat, 1.2",
                "'v12.stomp,chat', 1.2"
            })
    void speaksTheVersionOfTheSubProtocol(String offered, String version) {
        comes(broker, offered.split(",", -1));

        client.says("CONNECT\naccept-version:1.0,1.1,1.2\n\n\0");

        assertThat(client.subProtocol)
                .isEqualTo(
                        offered.equals("chat") ? null : "v" + version.replace(".", "") + ".stomp");
        assertThat(client.frame().header("version")).isEqualTo(version);
    }

    @Test
    void speaksTheOldestVersionWithAClientThatNamesNone() {
        client.says("CONNECT\nlogin:a\n\n\0");

        assertThat(client.frame().headers()).isEqualTo(StompHeaders.of("version", "1.0"));
    }

    @Test
    void readsEscapesAsAgreedOn() {
        client.says("CONNECT\naccept-version:1.1\n\n\0SEND\ndestination:/a\nx:a\\cb\n\n\0");

        assertThat(broker.heard.get(1).header("x")).isEqualTo("a:b");
    }

    @Test
    void holdsWhatComesBeforeConnected() {
        broker.connects = false;
        client.says(CONNECT + "SEND\ndestination:/a\n\none\0SEND\ndestination:/a\n\nt");
        client.says("wo\0");
        assertThat(broker.heard).hasSize(1);

        broker.sayConnected();

        assertThat(broker.heard).extracting(StompFrame::text).containsExactly("", "one", "two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/a\n\n\0",
                "CONNECTED\n\n\0",
                "CONNECT\naccept-version:2.0\n\n\0",
                "CONNECT\naccept-version:1.2\nheart-beat:x\n\n\0",
                "GET / HTTP/1.1\r\n\r\n"
            })
    void refusesWhatIsNoConnect(String text) {
        client.says(text);

        assertThat(client.frame().command()).isEqualTo(StompCommand.ERROR);
        assertThat(client.closed).isEqualTo(CloseStatus.PROTOCOL_ERROR);
        assertThat(broker.session).isNull();
    }

    @Test
    void endsAClientThatDoesNotConnect() {
        timers.pass(Duration.ofSeconds(10));

        assertThat(client.frame().header("message")).isEqualTo("Not connected within 10000 ms");
        assertThat(client.closed).isEqualTo(CloseStatus.TIMEOUT);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void endsAClientWhoseBackendNeverSaysConnected() {
        broker.connects = false;
        client.says(CONNECT);

        timers.pass(Duration.ofSeconds(10));

        assertThat(client.closed).isEqualTo(CloseStatus.TIMEOUT);
        assertThat(broker.closed).isEqualTo(CloseStatus.TIMEOUT);
    }

    @Test
    void tellsWhyTheBackendRefuses() {
        broker.takes = false;
        client.says(CONNECT);

        broker.connecting.refuse(CloseStatus.BAD_GATEWAY);

        assertThat(client.frame().header("message")).isEqualTo("Refused: Bad gateway");
        assertThat(client.closed).isEqualTo(CloseStatus.BAD_GATEWAY);
    }

    @Test
    void tellsOfAnExceptionInTheBackend() {
        comes(new Backend() {
            @Override
            public void connect(Session session, Connecting how) {
                throw new IllegalStateException("expected");
            }

            @Override
            public boolean neverBlocks() {
                return true;
            }
        });

        client.says(CONNECT);

        assertThat(client.frame().command()).isEqualTo(StompCommand.ERROR);
        assertThat(client.closed).isEqualTo(CloseStatus.INTERNAL_ERROR);
    }

    @Test
    void cancelsTheQuestionOfAClientThatLeaves() {
        List<String> cancelled = new ArrayList<>();
        broker.takes = false;
        client.says(CONNECT);
        broker.connecting.onAbandoned(() -> cancelled.add("yes"));

        client.connection.onClose(CloseStatus.GOING_AWAY);

        assertThat(cancelled).containsExactly("yes");
        broker.connecting.accept(broker.new Hearing());
        assertThat(broker.closed).isEqualTo(CloseStatus.GOING_AWAY);
        assertThat(broker.heard).isEmpty();
    }

    @Test
    void wantsABackendThatNeverBlocks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StompGate(
                        Backend.of(session -> session::send), settings, Limits.DEFAULT));
    }

    // Credentials

    @Test
    void theIdentityOfTheCredentialsReachesTheBackend() {
        comesWith(settings.withCredentials((connect, handshake) ->
                CompletableFuture.completedFuture(new ConnectVerdict.Accepted(
                        new Identity(connect.get("login") + handshake.path())))));

        client.says(CONNECT);

        assertThat(broker.session.handshake().identity()).isEqualTo(new Identity("ann/stomp"));
    }

    @Test
    void credentialsMayTakeTheirTime() {
        CompletableFuture<ConnectVerdict> verdict = new CompletableFuture<>();
        comesWith(settings.withCredentials((connect, handshake) -> verdict));
        client.says(CONNECT + "SEND\ndestination:/a\n\n\0");
        assertThat(broker.session).isNull();

        verdict.complete(new ConnectVerdict.Accepted(Identity.ANONYMOUS));

        assertThat(broker.commands()).containsExactly(StompCommand.CONNECT, StompCommand.SEND);
    }

    @Test
    void wrongCredentialsAreAnErrorAndTheBackendNeverHears() {
        comesWith(settings.withCredentials((connect, handshake) ->
                CompletableFuture.completedFuture(ConnectVerdict.UNAUTHORIZED)));

        client.says(CONNECT);

        assertThat(client.frame().header("message")).isEqualTo("Wrong or missing credentials");
        assertThat(client.closed).isEqualTo(CloseStatus.UNAUTHORIZED);
        assertThat(broker.session).isNull();
    }

    @Test
    void credentialsThatCannotBeCheckedAreAnError() {
        comesWith(settings.withCredentials((connect, handshake) ->
                CompletableFuture.failedFuture(new IllegalStateException("expected"))));

        client.says(CONNECT);

        assertThat(client.closed).isEqualTo(CloseStatus.INTERNAL_ERROR);
    }

    // Rules

    @Test
    void deniesWhatNoRuleAllowsAndSaysWhat() {
        comesWith(settings.withRules(
                StompRules.parse(List.of("subscribe /topic/**", "send /app/**"))));
        client.says(CONNECT);
        client.sent.clear();
        client.says("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n\0");
        client.says("SUBSCRIBE\nid:2\ndestination:/queue/a\nreceipt:r7\n\n\0");

        StompFrame error = client.frame();
        assertThat(error.header("message"))
                .isEqualTo("Denied: no rule allows to subscribe /queue/a");
        assertThat(error.header("receipt-id")).isEqualTo("r7");
        assertThat(client.closed).isEqualTo(CloseStatus.FORBIDDEN);
        assertThat(broker.commands()).containsExactly(StompCommand.CONNECT, StompCommand.SUBSCRIBE);
        assertThat(broker.closed).isEqualTo(CloseStatus.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\n\n\0",
                "SUBSCRIBE\nid:1\n\n\0",
                "CONNECT\n\n\0",
                "MESSAGE\n\n\0",
                "NONSENSE\n\n\0"
            })
    void refusesWhatMakesNoSenseOnceConnected(String text) {
        client.says(CONNECT);
        client.sent.clear();

        client.says(text + "SEND\ndestination:/a\n\n\0");

        assertThat(client.frame().command()).isEqualTo(StompCommand.ERROR);
        assertThat(client.closed).isEqualTo(CloseStatus.PROTOCOL_ERROR);
        assertThat(broker.heard).hasSize(1);
    }

    // Limits

    @Test
    void namesTheFrameLimit() {
        client.says(CONNECT);
        client.sent.clear();

        client.says("SEND\ndestination:/a\n\n" + "x".repeat(1000) + "\0");

        assertThat(client.frame().header("message"))
                .isEqualTo("Over a limit: a frame is larger than max-frame (1000 bytes)");
        assertThat(client.closed).isEqualTo(CloseStatus.TOO_BIG);
        assertThat(broker.heard).hasSize(1);
    }

    @Test
    void namesTheLimitOfWhatMayBeInFlightBeforeConnected() {
        broker.connects = false;
        client.says(CONNECT);
        client.says("SEND\ndestination:/a\n\n" + "x".repeat(900) + "\0");
        assertThat(client.closed).isNull();

        client.says("\n".repeat(1200));

        assertThat(client.frame().header("message"))
                .isEqualTo("Over a limit: more than max-in-flight (2000 bytes) before CONNECTED");
        assertThat(client.closed).isEqualTo(CloseStatus.SLOW_BACKEND);
    }

    @Test
    void namesTheLimitOfWhatMayBeInFlightToAClientThatDoesNotKeepUp() {
        client.says(CONNECT);
        client.sent.clear();
        client.writable = false;
        String message = "MESSAGE\n\n" + "x".repeat(500) + "\0";
        broker.session.send(message);
        broker.session.send(message);
        client.connection.onWritable();
        broker.session.send(message);
        broker.session.send(message);
        broker.session.send(message);
        assertThat(client.closed).isNull();
        assertThat(broker.writable).isEqualTo(1);

        broker.session.send(message);

        assertThat(client.sent.get(client.sent.size() - 1))
                .contains("ERROR\nmessage:")
                .contains("the client is more than max-in-flight (2000 bytes) behind");
        assertThat(client.closed).isEqualTo(CloseStatus.SLOW_CONSUMER);
    }

    // Leaving

    @Test
    void nothingCountsAfterDisconnect() {
        client.says(CONNECT);
        client.sent.clear();

        client.says("DISCONNECT\nreceipt:1\n\n\0SEND\ndestination:/a\n\n\0rubbish\n\0");
        client.says("more rubbish\n");
        broker.session.close(CloseStatus.BAD_GATEWAY);

        assertThat(broker.commands())
                .containsExactly(StompCommand.CONNECT, StompCommand.DISCONNECT);
        assertThat(client.sent).isEmpty();
        assertThat(client.closed).isEqualTo(CloseStatus.BAD_GATEWAY);
    }

    @Test
    void aBackendThatEndsASessionIsAnErrorUnlessItSaidSo() {
        client.says(CONNECT);
        client.sent.clear();

        broker.session.close(CloseStatus.BAD_GATEWAY);

        assertThat(client.frame().header("message")).isEqualTo("Closed: Bad gateway");
        assertThat(client.closed).isEqualTo(CloseStatus.BAD_GATEWAY);
    }

    @Test
    void aBackendsOwnErrorIsTheOnlyOne() {
        client.says(CONNECT);
        client.sent.clear();

        broker.session.send("ERROR\nmessage:mine\n\n\0");
        broker.session.close(CloseStatus.INTERNAL_ERROR);

        assertThat(client.frame().header("message")).isEqualTo("mine");
        assertThat(client.closed).isEqualTo(BROKER_ERROR);
    }

    @Test
    void aBackendCanFailASession() {
        client.says(CONNECT);
        client.sent.clear();

        broker.session.fail(new StompFault("broker gone: a:1", CloseStatus.INTERNAL_ERROR));
        broker.session.fail(new StompFault("again", CloseStatus.BAD_GATEWAY));

        assertThat(client.frame().header("message")).isEqualTo("broker gone: a:1");
        assertThat(client.closed).isEqualTo(CloseStatus.INTERNAL_ERROR);
    }

    // Any backend

    @Test
    void aPlainBackendHearsEachFrameAsOneMessage() {
        List<String> heard = new ArrayList<>();
        comes(Backend.nonBlocking(session -> new BackendConnection() {
            @Override
            public void onText(String text) {
                heard.add(text);
                if (heard.size() == 1) {
                    session.send("CONNECTED\nversion:1.2\n\n\0");
                }
            }

            @Override
            public void onBinary(ByteBuffer data) {
                heard.add(data.remaining() + " bytes");
            }
        }));

        client.says(CONNECT + "SEND\ndestination:/a\nx:\\c\n\none\0\n\nSEND\ndest");
        client.connection.onBinary(
                ByteBuffer.wrap("ination:/b\n\n\0".getBytes(StandardCharsets.UTF_8)));

        assertThat(heard)
                .containsExactly(
                        "CONNECT\naccept-version:1.2\nheart-beat:0,0\nlogin:ann\npasscode:pw\n\n\0",
                        "SEND\ndestination:/a\nx:\\c\n\none\0",
                        "22 bytes");
    }

    // Heart-beats

    @Test
    void beatsAsOftenAsAgreedOnButNotBesideMessages() {
        client.says("CONNECT\naccept-version:1.2\nheart-beat:0,12000\n\n\0");
        client.sent.clear();

        timers.pass(Duration.ofSeconds(9));
        broker.session.send("MESSAGE\n\n\0");
        timers.pass(Duration.ofSeconds(9));
        assertThat(client.sent).containsExactly("MESSAGE\n\n\0");

        timers.pass(Duration.ofSeconds(1));
        assertThat(client.sent).containsExactly("MESSAGE\n\n\0", "\n");
    }

    @Test
    void beatsOftenEnoughForTheSessionsHeartbeatToRest() {
        client.says("CONNECT\naccept-version:1.2\nheart-beat:0,60000\n\n\0");
        client.sent.clear();

        timers.pass(Duration.ofSeconds(20));

        assertThat(client.sent).containsExactly("\n");
    }

    @Test
    void aClientThatWantsNoHeartBeatsGetsNone() {
        client.says("CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0");
        client.sent.clear();

        timers.pass(Duration.ofMinutes(10));

        assertThat(client.sent).isEmpty();
        assertThat(client.closed).isNull();
    }

    @Test
    void aClientThatFallsSilentIsEnded() {
        client.says("CONNECT\naccept-version:1.2\nheart-beat:1000,0\n\n\0");
        client.sent.clear();
        timers.pass(Duration.ofSeconds(29));
        client.says("\n");
        timers.pass(Duration.ofSeconds(29));
        assertThat(client.closed).isNull();

        timers.pass(Duration.ofSeconds(2));

        assertThat(client.frame().header("message")).isEqualTo("No heart-beat within 30000 ms");
        assertThat(client.closed).isEqualTo(CloseStatus.TIMEOUT);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void aClientThatIsNotReadIsNotSilent() {
        client.says("CONNECT\naccept-version:1.2\nheart-beat:1000,0\n\n\0");
        broker.session.pause();
        timers.pass(Duration.ofMinutes(5));
        assertThat(client.closed).isNull();
        assertThat(client.paused).isTrue();

        broker.session.resume();
        timers.pass(Duration.ofSeconds(31));

        assertThat(client.closed).isEqualTo(CloseStatus.TIMEOUT);
    }
}
