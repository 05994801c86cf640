package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A server with room for two. */
class AdmissionTest {

    private final Occurrences refused = new Occurrences(count -> {}, task -> {});
    private final List<Socket> sockets = new ArrayList<>();
    private final Server server = new Server();
    private AdmissionFactory admission;
    private ServerConnector connector;

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    private void start(Duration patience) throws Exception {
        admission = new AdmissionFactory(2, patience, refused);
        connector = new ServerConnector(server, admission, new HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setErrorHandler(new PlainErrors());
        server.start();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
        return new String(start, StandardCharsets.US_ASCII);
    }

    private Socket admitted() throws IOException {
        Socket socket = connect();
        assertThat(ask(socket)).isEqualTo("HTTP/1.1 404");
        return socket;
    }

    @Test
    void oneTooManyIsAnsweredAndClosedAndTheOthersGoOn() throws Exception {
        start(Duration.ofMinutes(1));
        Socket first = admitted();
        admitted();
        Socket third = connect();
        assertThat(ask(third)).isEqualTo("HTTP/1.1 503");
        String rest = new String(third.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(rest)
                .contains("Retry-After: 5\r\n", "Connection: close\r\n")
                .endsWith("\r\n\r\nService Unavailable\n");
        assertThat(refused.count()).isEqualTo(1);

        first.getInputStream().skipNBytes(first.getInputStream().available());
        assertThat(ask(first)).isEqualTo("HTTP/1.1 404");
        first.close();
        await().untilAsserted(() -> assertThat(ask(connect())).isEqualTo("HTTP/1.1 404"));
    }

    @Test
    void whoIsRefusedAndSaysNothingDoesNotHoldItsDescriptor() throws Exception {
        start(Duration.ofMillis(200));
        admitted();
        admitted();
        assertThat(connect().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aFloodOfTheSilentIsClosedAtOnceBeyondABound() throws Exception {
        start(Duration.ofMinutes(1));
        admitted();
        admitted();
        for (int i = 0; i < AdmissionFactory.MOST_REFUSALS; i++) {
            connect();
        }
        await().until(() -> admission.waiting() == AdmissionFactory.MOST_REFUSALS);
        Socket beyond = connect();
        assertThat(beyond.getInputStream().read()).isEqualTo(-1);
        assertThat(refused.count()).isEqualTo(AdmissionFactory.MOST_REFUSALS + 1);
    }

    /** The one thread counts who is connected, another opens a refused one, the first counts those. */
    @Test
    void oneThatIsRefusedMeanwhileDoesNotCountAsRoom() throws Exception {
        start(Duration.ofMinutes(1));
        List<EndPoint> connected = new ArrayList<>();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Connector full = new ServerConnector(server, admission, new HttpConnectionFactory()) {
            @Override
            public Collection<EndPoint> getConnectedEndPoints() {
                List<EndPoint> before = List.copyOf(connected);
                meanwhile.getAndSet(() -> {}).run();
                return before;
            }
        };
        connected.add(new ByteArrayEndPoint());
        connected.add(new ByteArrayEndPoint());
        EndPoint third = new ByteArrayEndPoint();
        Connection refusal = admission.newConnection(full, third);
        meanwhile.set(() -> {
            connected.add(third);
            refusal.onOpen();
        });
        assertThat(admission.newConnection(full, new ByteArrayEndPoint()))
                .isInstanceOf(RefusedConnection.class);
        assertThat(admission.waiting()).isEqualTo(1);
    }
}
