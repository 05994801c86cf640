package dev.postern.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Answers cut as servers cut them, and answers that must not pass. */
class HttpCarrierTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static final int REQUEST = 4096;

    @Test
    void theLineEndOfAChunkMayComeLater() throws IOException {
        assertThat(opened(HEAD + "5\r\nhhhh\n\r\n2\r\no\n")).isEmpty();
    }

    @Test
    void aFrameMayBeCutByChunks() throws IOException {
        assertThat(opened(HEAD + "1\r\no\r\n1\r\n\n\r\n")).isEmpty();
    }

    @Test
    void aStatusOtherThan200Fails() throws IOException {
        assertThat(opened("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")).contains("status 500");
    }

    @Test
    void aFrameNobodyExpectsFails() throws IOException {
        assertThat(opened(HEAD + "f\r\nc[1000,\"gone\"]\n\r\n")).contains("unexpected frame");
    }

    @Test
    void aCutAnswerFails() throws IOException {
        assertThat(opened("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\no\n"))
                .contains("closed by the server");
    }

    /** Opens one streaming session against a server with one answer; what failed, or nothing. */
    private static String opened(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served =
                    CompletableFuture.runAsync(() -> serve(server, answer));
            Order order = new Order(
                    Order.Kind.IDLE,
                    Order.Protocol.XHR_STREAMING,
                    server.getLocalPort(),
                    "/echo",
                    1,
                    1,
                    64,
                    0);
            try (Load load = Load.begin(order)) {
                return load.mark().failure();
            } finally {
                served.join();
            }
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            assertThat(socket.getInputStream().read(new byte[REQUEST])).isPositive();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            boolean whole = answer.contains("Length: 10");
            if (!whole) {
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
