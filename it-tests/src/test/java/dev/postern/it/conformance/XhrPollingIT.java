package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** SockJS protocol, "XhrPolling". */
@WithDemo
class XhrPollingIT {

    private final Service echo;

    XhrPollingIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void options() throws IOException {
        Verify.preflight(echo, "/abc/abc/xhr", "POST");
        Verify.preflight(echo, "/abc/abc/xhr_send", "POST");
    }

    @Test
    void transport() throws IOException {
        Service session = echo.session();
        Response opened = session.post("/xhr", "Origin: test");
        Verify.ok(opened, "o\n");
        Verify.contentType(opened, "application/javascript;charset=UTF-8");
        Verify.cors(opened, "test");
        Verify.notCached(opened);

        Response sent = session.postBody("/xhr_send", "[\"x\"]", "Origin: test");
        Verify.accepted(sent);
        Verify.contentType(sent, "text/plain;charset=UTF-8");
        Verify.cors(sent, "test");
        Verify.notCached(sent);

        Verify.ok(session.post("/xhr"), "a[\"x\"]\n");
    }

    @Test
    void invalidSession() throws IOException {
        Verify.notFound(echo.session().postBody("/xhr_send", "[\"x\"]"));
    }

    @Test
    void invalidJson() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");

        Response broken = session.postBody("/xhr_send", "[\"x");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).contains("Broken JSON encoding.");

        Response empty = session.postBody("/xhr_send", "");
        assertThat(empty.status()).isEqualTo(500);
        assertThat(empty.body()).contains("Payload expected.");

        Verify.accepted(session.postBody("/xhr_send", "[\"a\"]"));
        Verify.ok(session.post("/xhr"), "a[\"a\"]\n");
    }

    @Test
    void contentTypes() throws IOException {
        List<String> types = List.of(
                "text/plain",
                "T",
                "application/json",
                "application/xml",
                "",
                "application/json; charset=utf-8",
                "text/xml; charset=utf-8",
                "text/xml");
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        for (String type : types) {
            Verify.accepted(session.postBody("/xhr_send", "[\"a\"]", "Content-Type: " + type));
        }
        Verify.ok(
                session.post("/xhr"),
                'a' + Frames.batch(Collections.nCopies(types.size(), "a")) + '\n');
    }

    @Test
    void requestHeadersCors() throws IOException {
        String origin = "Origin: test";
        String method = "Access-Control-Request-Method: POST";
        Response asked = echo.session()
                .options("/xhr", origin, method, "Access-Control-Request-Headers: a, b, c");
        Response askedNothing =
                echo.session().options("/xhr", origin, method, "Access-Control-Request-Headers: ");
        Response notAsked = echo.session().options("/xhr", origin, method);

        for (Response response : List.of(asked, askedNothing, notAsked)) {
            assertThat(response.status()).isIn(200, 204);
            Verify.cors(response, "test");
        }
        assertThat(asked.header("Access-Control-Allow-Headers")).isEqualTo("a, b, c");
        assertThat(askedNothing.header("Access-Control-Allow-Headers")).isNull();
        assertThat(notAsked.header("Access-Control-Allow-Headers")).isNull();
    }

    @Test
    void sendingEmptyFrame() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.accepted(session.postBody("/xhr_send", "[]"));
        Verify.accepted(session.postBody("/xhr_send", "[\"a\"]"));
        Verify.ok(session.post("/xhr"), "a[\"a\"]\n");
    }
}
