package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "XhrStreaming". */
@WithDemo
class XhrStreamingIT {

    private static final int MESSAGES_OF_ONE_RESPONSE = 31;

    private final Service echo;

    XhrStreamingIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void options() throws IOException {
        Verify.preflight(echo, "/abc/abc/xhr_streaming", "POST");
    }

    @Test
    void transport() throws IOException {
        Service session = echo.session();
        try (StreamingResponse stream = StreamingResponse.xhr(session, "Origin: test")) {
            Verify.contentType(stream.head(), "application/javascript;charset=UTF-8");
            Verify.cors(stream.head(), "test");
            Verify.notCached(stream.head());
            assertThat(stream.prelude()).isEqualTo("h".repeat(2048) + '\n');
            assertThat(stream.next()).isEqualTo("o\n");

            Verify.accepted(session.postBody("/xhr_send", "[\"x\"]"));
            assertThat(stream.next()).isEqualTo("a[\"x\"]\n");
        }
    }

    /** The demo's limit is 4096 bytes, of which these messages fill the last. */
    @Test
    void responseLimit() throws IOException {
        Service session = echo.session();
        String batch = "[\"" + "x".repeat(128) + "\"]";
        try (StreamingResponse stream = StreamingResponse.xhr(session)) {
            assertThat(stream.next()).isEqualTo("o\n");
            for (int i = 0; i < MESSAGES_OF_ONE_RESPONSE; i++) {
                Verify.accepted(session.postBody("/xhr_send", batch));
                assertThat(stream.next()).isEqualTo('a' + batch + '\n');
            }
            stream.verifyFinished();
        }
    }
}
