package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "EventSource". */
@WithDemo
class EventSourceIT {

    private final Service echo;

    EventSourceIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void transport() throws IOException {
        Service session = echo.session();
        try (StreamingResponse stream = StreamingResponse.eventSource(session)) {
            Verify.contentType(stream.head(), "text/event-stream");
            Verify.notCached(stream.head());
            assertThat(stream.prelude()).isEqualTo("\r\n");
            assertThat(stream.next()).isEqualTo("data: o\r\n\r\n");

            Verify.accepted(session.postBody("/xhr_send", "[\"x\"]"));
            assertThat(stream.next()).isEqualTo("data: a[\"x\"]\r\n\r\n");

            Verify.accepted(session.postBody("/xhr_send", "[\"  \\u0000\\n\\r \"]"));
            assertThat(stream.next()).isEqualTo("data: a[\"  \\u0000\\n\\r \"]\r\n\r\n");
        }
    }

    @Test
    void responseLimit() throws IOException {
        Service session = echo.session();
        String batch = "[\"" + "x".repeat(4096) + "\"]";
        try (StreamingResponse stream = StreamingResponse.eventSource(session)) {
            assertThat(stream.next()).isEqualTo("data: o\r\n\r\n");
            Verify.accepted(session.postBody("/xhr_send", batch));
            assertThat(stream.next()).isEqualTo("data: a" + batch + "\r\n\r\n");
            stream.verifyFinished();
        }
    }
}
