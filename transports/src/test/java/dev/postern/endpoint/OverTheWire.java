package dev.postern.endpoint;

import dev.postern.api.Transport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract of every transport through real sockets, on whatever server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OverTheWire {

    private final RestingServer server;

    OverTheWire(Binding binding) {
        server = new RestingServer(binding);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    /** An endpoint and its clients for one test of one transport. */
    abstract class Served implements TransportContract {

        private final RecordingBackend backend = new RecordingBackend();
        private final WireDriver driver;

        Served(Transport transport) {
            driver = new WireDriver(server, transport);
        }

        @Override
        public TransportDriver driver() {
            return driver;
        }

        @Override
        public RecordingBackend backend() {
            return backend;
        }

        @AfterEach
        void leave() {
            driver.close();
        }
    }

    @Nested
    class XhrPolling extends Served implements HttpContract {
        XhrPolling() {
            super(Transport.XHR_POLLING);
        }
    }

    @Nested
    class JsonpPolling extends Served implements HttpContract {
        JsonpPolling() {
            super(Transport.JSONP_POLLING);
        }
    }

    @Nested
    class XhrStreaming extends Served implements StreamingContract {
        XhrStreaming() {
            super(Transport.XHR_STREAMING);
        }
    }

    @Nested
    class EventSource extends Served implements StreamingContract {
        EventSource() {
            super(Transport.EVENT_SOURCE);
        }
    }

    @Nested
    class HtmlFile extends Served implements StreamingContract {
        HtmlFile() {
            super(Transport.HTML_FILE);
        }
    }

    @Nested
    class WebSocket extends Served implements FramedSocketContract {
        WebSocket() {
            super(Transport.WEBSOCKET);
        }
    }

    @Nested
    class RawWebSocket extends Served implements RawSocketContract {
        RawWebSocket() {
            super(Transport.RAW_WEBSOCKET);
        }
    }
}
