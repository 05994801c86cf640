package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Http 1.0 and 1.1 chunking": HTTP/1.0. */
@WithDemo
class Http10IT {

    private static final String KEEP_ALIVE = "Connection: Keep-Alive";
    private static final String GREETING = "Welcome to SockJS!\n";

    private final GatewayProcess gateway;

    Http10IT(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @Test
    void synchronous() throws IOException {
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            Response response =
                    http.requestHttp10("GET", "/echo", null, KEEP_ALIVE).readHead();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Transfer-Encoding")).isNull();
            assertThat(response.header("Content-Length"))
                    .isEqualTo(String.valueOf(GREETING.length()));
            assertThat(http.read(GREETING.length())).isEqualTo(GREETING);
            if ("keep-alive".equalsIgnoreCase(response.header("Connection"))) {
                Verify.ok(http.requestHttp10("GET", "/echo", null, KEEP_ALIVE).read(), GREETING);
            } else {
                assertThat(http.atEnd()).isTrue();
            }
        }
    }

    @Test
    void streaming() throws IOException {
        Service session = Service.of(gateway, "/close").session();
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            Response response = http.requestHttp10(
                            "POST", session.base() + "/xhr_streaming", "", KEEP_ALIVE)
                    .readHead();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Transfer-Encoding")).isNull();
            assertThat(response.header("Content-Length")).isNull();
            assertThat(http.read(2049)).isEqualTo("h".repeat(2048) + '\n');
            assertThat(http.read(2)).isEqualTo("o\n");
            assertThat(http.read(19)).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(http.atEnd()).isTrue();
        }
    }
}
