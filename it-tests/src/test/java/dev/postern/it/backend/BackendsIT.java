package dev.postern.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.InProcess;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of backends, for each of them. */
class BackendsIT {

    private static final Application APPLICATION = new Application();

    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static InProcess library;

    @BeforeAll
    static void start() throws Exception {
        upstream = BridgedApplication.serve(APPLICATION);
        gateway = GatewayProcess.start(
                "--demo",
                "--grace",
                "500ms",
                "--route",
                "/bridged=" + upstream.url("/"),
                "--route",
                "/stomp=stomp:simple");
        library = InProcess.start(
                SockJsEndpoint.builder("/spring", SpringApplication.serve(APPLICATION))
                        .build(),
                SockJsEndpoint.builder("/own", new OwnApplication(APPLICATION)).build());
    }

    @AfterAll
    static void stop() {
        library.close();
        gateway.close();
        upstream.close();
    }

    private static Subject at(int port, String prefix, Dialect dialect) {
        return new Subject(ClientTarget.of(port, prefix, ""), dialect);
    }

    /** The bridge to an application that speaks WebSocket. */
    @Nested
    class Bridge implements ApplicationContract {

        @Override
        public Subject subject() {
            return at(gateway.port(), "/bridged", Dialect.PLAIN);
        }

        @Override
        public Application application() {
            return APPLICATION;
        }

        /** Its connection breaks. */
        @Override
        public int codeOfAFailure() {
            return 1014;
        }
    }

    /** A Spring handler. */
    @Nested
    class Spring implements ApplicationContract {

        @Override
        public Subject subject() {
            return at(library.port(), "/spring", Dialect.PLAIN);
        }

        /** As on Spring's own SockJS: a response that is cut is a connection that broke. */
        @Override
        public int codeOfALeaver(ClientTransport transport) {
            return transport == ClientTransport.WEBSOCKET ? 1001 : 1006;
        }

        @Override
        public Application application() {
            return APPLICATION;
        }

        @Override
        public int codeOfAFailure() {
            return 1011;
        }
    }

    /** A user's own backend. */
    @Nested
    class Own implements ApplicationContract {

        @Override
        public Subject subject() {
            return at(library.port(), "/own", Dialect.PLAIN);
        }

        @Override
        public Application application() {
            return APPLICATION;
        }

        @Override
        public int codeOfAFailure() {
            return 1011;
        }
    }

    /** A service of the gateway's own, which never blocks. */
    @Nested
    class DemoService implements BackendContract {

        @Override
        public Subject subject() {
            return at(gateway.port(), "/cookie_needed_echo", Dialect.PLAIN);
        }

        @ParameterizedTest
        @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
        void itsCodeAndReasonReachTheClient(ClientTransport transport) throws Exception {
            Subject closing = at(gateway.port(), "/close", Dialect.PLAIN);
            try (Talker talker = Talker.begin(closing, transport, Talker.newKey())) {
                assertThat(talker.awaitEnd()).isEqualTo(new Ending(3000, "Go away!"));
                assertThat(talker.client().opens()).isEqualTo(1);
            }
        }
    }

    /** The gateway's own broker. */
    @Nested
    class SimpleBroker implements BackendContract {

        @Override
        public Subject subject() {
            return at(gateway.port(), "/stomp", Dialect.STOMP);
        }

        @ParameterizedTest
        @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
        void aMistakeIsAnErrorAndTheEndOfItsSessionAlone(ClientTransport transport)
                throws Exception {
            try (Talker mistaken = Talker.open(subject(), transport);
                    Talker other = Talker.open(subject(), transport)) {
                mistaken.client().send("UNSUBSCRIBE\nid:none\n\n\0");
                assertThat(mistaken.awaitEnd().code()).isEqualTo(1002);
                BackendContract.isUndisturbed(other);
            }
        }
    }
}
