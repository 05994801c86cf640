package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.testing.RawHttp;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class TurnConnectorTest {

    /** Records which threads see to connections that come, ask and go. */
    private static final class Threads implements Connection.Listener {
        private final List<Thread> opening = new CopyOnWriteArrayList<>();
        private final List<Thread> handling = new CopyOnWriteArrayList<>();
        private final List<Thread> closing = new CopyOnWriteArrayList<>();

        @Override
        public void onOpened(Connection connection) {
            opening.add(Thread.currentThread());
        }

        @Override
        public void onClosed(Connection connection) {
            closing.add(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsAConnectionOpensAndClosesIt(boolean whileItWaits) throws Exception {
        Threads threads = new Threads();
        try (TestServer server = TestServer.of(exchange -> {
            threads.handling.add(Thread.currentThread());
            if (whileItWaits) {
                exchange.onClientGone(() -> {});
            } else {
                Answers.ok(exchange, "");
            }
            return true;
        })) {
            server.connector().addEventListener(threads);
            for (int i = 1; i <= 20; i++) {
                int connections = i;
                try (RawHttp client = server.connect()) {
                    client.request("GET / HTTP/1.1", "Host: h");
                    await().pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> threads.handling.size() == connections);
                }
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> threads.closing.size() == connections);
            }
        }
        assertThat(threads.opening).isEqualTo(threads.handling);
        assertThat(threads.closing).isEqualTo(threads.handling);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onAnyOtherPoolItIsJettysAffair(boolean stopsAtOnce) throws Exception {
        Server server = new Server();
        TurnConnector connector = new TurnConnector(
                server,
                new TurnHttpConnectionFactory(SockJsHandler.configure(new HttpConfiguration())));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new SockJsHandler(List.of(exchange -> {
            Answers.ok(exchange, "fine");
            return true;
        })));
        server.start();
        try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("fine");
            if (stopsAtOnce) {
                server.stop();
                assertThat(client.atEnd()).isTrue();
            }
        } finally {
            server.stop();
        }
    }
}
