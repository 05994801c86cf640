package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.stomp.StompSettings;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The contract of every transport over an endpoint without a server. */
class InMemoryTransportsTest {

    private final RecordingBackend backend = new RecordingBackend();

    @Nested
    class XhrPolling implements HttpContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.XHR_POLLING);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }
    }

    @Nested
    class JsonpPolling implements HttpContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.JSONP_POLLING);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }
    }

    @Nested
    class XhrStreaming implements StreamingContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.XHR_STREAMING);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }
    }

    @Nested
    class EventSource implements StreamingContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.EVENT_SOURCE);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }
    }

    @Nested
    class HtmlFile implements StreamingContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.HTML_FILE);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }
    }

    @Nested
    class WebSocket implements FramedContract, SocketContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.WEBSOCKET);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }

        @Test
        void brokenJsonCutsTheSocket() {
            SockJsEndpoint endpoint = serve(Limits.DEFAULT);
            for (String broken : List.of("[\"x", "{", "[1]", "[[\"x\"]]", "\"a\"\"b\"")) {
                TransportClient client = driver().open("s");
                client.hear();
                client.sendRaw(broken);
                assertThat(client.isCut()).as(broken).isTrue();
            }
            assertThat(endpoint.counters().get(Counter.BAD_JSON)).isEqualTo(5);
            assertThat(backend.heard).hasSize(5).containsOnly("close 1001");
            assertThat(endpoint.openSessions()).isZero();
        }

        @Test
        void anEmptyMessageIsNoMessageAndABareStringIsOne() {
            serve(Limits.DEFAULT);
            TransportClient client = driver().open("s");
            client.hear();
            client.sendRaw("");
            client.sendRaw("[]");
            client.sendRaw("\"bare\"");
            assertThat(hear(client, 1)).containsExactly("bare");
        }

        @Test
        void aMessageOverTheLimitClosesWith1009() {
            SockJsEndpoint endpoint = serve(Limits.DEFAULT.withMaxMessage(10));
            TransportClient client = driver().open("s");
            client.hear();
            client.send("x".repeat(11));
            assertThat(client.hear()).isEqualTo(Heard.close(1009, "Message too big"));
            assertThat(endpoint.counters().get(Counter.MESSAGE_TOO_BIG)).isEqualTo(1);
            assertThat(backend.heard).containsExactly("close 1009");
        }

        @Test
        void sendsACloseFrameWhoseCodeABrowserAccepts() {
            serve(Limits.DEFAULT);
            SocketClient client = (SocketClient) driver().open("s");
            backend.session().close(new CloseStatus(2010, "of SockJS"));
            assertThat(client.channel().next().text()).isEqualTo("o");
            assertThat(client.channel().next().text()).isEqualTo("c[2010,\"of SockJS\"]");
            assertThat(client.channel().next().closeCode()).isEqualTo(1000);
        }
    }

    @Nested
    class RawWebSocket implements SocketContract {
        private final InMemoryDriver driver = new InMemoryDriver(Transport.RAW_WEBSOCKET);

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }

        @Test
        void aRefusalIsAnHttpStatus() {
            serve(Limits.DEFAULT);
            record Row(CloseStatus why, int status, String header) {}
            for (Row row : List.of(
                    new Row(CloseStatus.UNAUTHORIZED, 401, "WWW-Authenticate"),
                    new Row(CloseStatus.FORBIDDEN, 403, null),
                    new Row(CloseStatus.BAD_GATEWAY, 502, null),
                    new Row(CloseStatus.TRY_AGAIN_LATER, 503, "Retry-After"),
                    new Row(CloseStatus.TIMEOUT, 504, null))) {
                backend.answer = (session, how) -> how.refuse(row.why());
                FakeExchange exchange = driver.upgrade("/echo/websocket");
                assertThat(exchange.status()).isEqualTo(row.status());
                assertThat(exchange.text()).isEqualTo(row.why().reason() + "\n");
                if (row.header() != null) {
                    assertThat(exchange.responseHeader(row.header())).hasSize(1);
                }
            }
            assertThat(backend.heard).isEmpty();
        }

        @Test
        void theHandshakeWaitsForTheBackendHoweverLong() {
            serve(Limits.DEFAULT);
            backend.answer = (session, how) -> {};
            TransportClient client = driver.open("s");
            driver.pass(Limits.DEFAULT.stall());
            assertThat(client.hear()).isEqualTo(Heard.NOTHING);
            backend.connecting.refuse(CloseStatus.TIMEOUT);
            assertThat(client.hear()).isEqualTo(Heard.status(504));
        }

        @Test
        void isAtThePrefixToo() {
            serve(Limits.DEFAULT);
            assertThat(driver.upgrade("/echo").channel()).isNotNull();
            assertThat(driver.upgrade("/echo/").channel()).isNotNull();
            assertThat(backend.sessions).hasSize(2);
        }

        @Test
        void speaksTheFirstOfTheClientsSubProtocolsThatTheRouteSpeaks() {
            driver.serve(
                    backend, settings -> settings.subProtocols(List.of("v11.stomp", "v10.stomp")));
            String[] offered = {"Sec-WebSocket-Protocol", "mqtt, v10.stomp, v11.stomp"};
            assertThat(driver.upgrade("/echo/websocket", offered).settings().subProtocol())
                    .isEqualTo("v10.stomp");
            assertThat(driver.upgrade("/echo/websocket").settings().subProtocol())
                    .isNull();
            assertThat(backend.sessions.get(0).handshake().subProtocols())
                    .containsExactly("mqtt", "v10.stomp", "v11.stomp");
        }

        @Test
        void withFramesSpeaksTheBestOfTheRoutesSubProtocolsThatTheClientOffers() {
            driver.serve(backend, settings -> settings.stomp(StompSettings.DEFAULT));
            String[] offered = {"Sec-WebSocket-Protocol", "mqtt, v10.stomp, v11.stomp"};
            String path = "/echo/000/s/websocket";
            assertThat(driver.upgrade(path, offered).settings().subProtocol())
                    .isEqualTo("v11.stomp");
            assertThat(driver.upgrade(path).settings().subProtocol()).isNull();
        }

        @Test
        void speaksWhatTheBackendChoseOfTheClientsOffers() {
            serve(Limits.DEFAULT);
            String[] offered = {"Sec-WebSocket-Protocol", "a, b"};
            backend.answer = (session, how) -> how.accept(backend.connection(session), "b");
            assertThat(driver.upgrade("/echo/websocket", offered).settings().subProtocol())
                    .isEqualTo("b");
            backend.answer =
                    (session, how) -> how.accept(backend.connection(session), "not offered");
            assertThat(driver.upgrade("/echo/websocket", offered).settings().subProtocol())
                    .isNull();
        }

        @Test
        void aLoneSurrogateIsReplacedAsInABrowser() {
            serve(Limits.DEFAULT);
            TransportClient client = driver.open("s");
            client.hear();
            backend.session().send("a\ud83db");
            assertThat(client.hear()).isEqualTo(Heard.messages("a\ufffdb"));
        }

        @Test
        void whatIsTooManyIs503() {
            serve(Limits.DEFAULT.withMaxSessions(1));
            assertThat(driver.open("s").hear()).isEqualTo(Heard.OPEN);
            FakeExchange refused = driver.upgrade("/echo/websocket");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.responseHeader("Retry-After")).hasSize(1);
        }
    }
}
