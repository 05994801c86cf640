package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

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
    class WebSocket implements FramedSocketContract, InMemorySocketContract {
        private final TransportDriver driver = new InMemoryDriver(Transport.WEBSOCKET);

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
    class RawWebSocket implements RawSocketContract, InMemorySocketContract {
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
    }
}
