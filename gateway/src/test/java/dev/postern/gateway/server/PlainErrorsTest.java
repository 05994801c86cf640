package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.ListenerSettings;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

class PlainErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "GET /<b>nothing</b>, 400 Bad Request",
        "GET /nothing, 404 Not Found",
        "GET /%zz, 400 Bad Request"
    })
    void whatJettyRefusesIsOneLineOfText(String request, String answer) throws Exception {
        GatewayServer server = new GatewayServer(
                GatewayServer.threads(), ListenerSettings.at("127.0.0.1", 0), 10, List.of());
        server.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String response = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(response)
                    .startsWith("HTTP/1.1 " + answer)
                    .contains("Content-Type: text/plain; charset=UTF-8")
                    .endsWith("\r\n\r\n" + answer.substring(4) + '\n');
        } finally {
            server.stop();
        }
    }
}
