package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.http.Exchange;
import dev.postern.testing.RawHttp;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class TurnHttpConnectionTest {

    private static final int CONNECTIONS = 300;

    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final Server server = new Server(null, null, buffers);
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private ServerConnector connector;

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        connector = new TurnConnector(server, new TurnHttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new SockJsHandler(List.of(waiting::add)));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void aConnectionThatHasAskedBeforeHoldsLittle() throws Exception {
        List<RawHttp> clients = new ArrayList<>();
        long before = liveBytes();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                RawHttp client = RawHttp.connect(connector.getLocalPort());
                clients.add(client);
                for (int request = 0; request < 3; request++) {
                    client.request("GET / HTTP/1.1", "Host: h", "User-Agent: a browser's");
                    Answers.ok(waiting.poll(30, TimeUnit.SECONDS), "");
                    client.read();
                }
            }
            // Both ends are here, and the client's has a buffer of its own.
            await().untilAsserted(() ->
                    assertThat((liveBytes() - before) / CONNECTIONS).isLessThan(40_000));
        } finally {
            clients.forEach(RawHttp::close);
        }
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0", "X-No-Length: 1"})
    void aRequestWithoutABodyHoldsNoBufferWhileItWaits(String field) throws Exception {
        try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
            for (int i = 0; i < 3; i++) {
                client.request("POST /" + i + " HTTP/1.1", "Host: h", field);
                Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
                await().untilAsserted(() -> assertThat(buffers.getLeaks()).isEmpty());
                Answers.ok(exchange, exchange.path());
                assertThat(client.read().text()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void aPipelinedRequestBehindAnEmptyBodyIsKept() throws Exception {
        try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
            String request = "POST /%d HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
            client.send(request.formatted(1) + request.formatted(2));
            for (String path : List.of("/1", "/2")) {
                Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
                assertThat(exchange.path()).isEqualTo(path);
                Answers.ok(exchange, path);
                assertThat(client.read().text()).isEqualTo(path);
            }
        }
    }

    @Test
    void aBodyThatCameLaterAndNobodyReadDoesNotCostTheConnection() throws Exception {
        try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
            for (int i = 0; i < 3; i++) {
                client.request("POST /" + i + " HTTP/1.1", "Host: h", "Content-Length: 5");
                Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
                client.send("hello");
                Answers.ok(exchange, exchange.path());
                assertThat(client.read().text()).isEqualTo("/" + i);
            }
        }
    }
}
