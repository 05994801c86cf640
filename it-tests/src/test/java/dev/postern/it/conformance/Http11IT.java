package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Http 1.0 and 1.1 chunking": HTTP/1.1. */
@WithDemo
class Http11IT {

    private static final String KEEP_ALIVE = "Connection: Keep-Alive";
    private static final String GREETING = "Welcome to SockJS!\n";

    private final GatewayProcess gateway;

    Http11IT(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @Test
    void synchronous() throws IOException {
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            Response response = http.request("GET", "/echo", null, KEEP_ALIVE).read();
            assertThat(response.version()).isEqualTo("HTTP/1.1");
            assertThat(response.header("Connection"))
                    .satisfiesAnyOf(
                            value -> assertThat(value).isNull(),
                            value -> assertThat(value).isEqualToIgnoringCase("keep-alive"));
            assertThat(response.header("Content-Length"))
                    .isEqualTo(String.valueOf(GREETING.length()));
            assertThat(response.header("Transfer-Encoding")).isNull();
            Verify.ok(response, GREETING);
            Verify.ok(http.request("GET", "/echo", null, KEEP_ALIVE).read(), GREETING);
        }
    }

    @Test
    void streaming() throws IOException {
        try (StreamingResponse stream =
                StreamingResponse.xhr(Service.of(gateway, "/close").session(), KEEP_ALIVE)) {
            assertThat(stream.head().version()).isEqualTo("HTTP/1.1");
            assertThat(stream.head().header("Content-Length")).isNull();
            assertThat(stream.prelude()).startsWith("h");
            assertThat(stream.next()).isEqualTo("o\n");
            assertThat(stream.next()).isEqualTo("c[3000,\"Go away!\"]\n");
            stream.verifyFinished();
        }
    }
}
