package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "JsonpPolling". */
@WithDemo
class JsonPollingIT {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final Service echo;
    private final Service close;

    JsonPollingIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        close = Service.of(gateway, "/close");
    }

    @Test
    void transport() throws IOException {
        Service session = echo.session();
        Response opened = session.get("/jsonp?c=%63allback");
        Verify.ok(opened, "/**/callback(\"o\");\r\n");
        Verify.contentType(opened, "application/javascript;charset=UTF-8");
        Verify.notCached(opened);

        Response sent = session.postBody("/jsonp_send", "d=%5B%22x%22%5D", FORM);
        Verify.acceptedJsonp(sent);
        Verify.contentType(sent, "text/plain;charset=UTF-8");
        Verify.notCached(sent);

        Verify.ok(session.get("/jsonp?c=%63allback"), "/**/callback(\"a[\\\"x\\\"]\");\r\n");
    }

    @Test
    void noCallback() throws IOException {
        Response response = echo.get("/a/a/jsonp");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).contains("\"callback\" parameter required");
    }

    @Test
    void invalidCallback() throws IOException {
        for (String callback : new String[] {"%20", "*", "abc(", "abc%28"}) {
            Response response = echo.get("/a/a/jsonp?c=" + callback);
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).contains("invalid \"callback\" parameter");
        }
    }

    @Test
    void invalidJson() throws IOException {
        Service session = opened();
        Response broken = session.postBody("/jsonp_send", "d=%5B%22x", FORM);
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).contains("Broken JSON encoding.");

        for (String body : new String[] {"", "d=", "p=p"}) {
            Response empty = session.postBody("/jsonp_send", body, FORM);
            assertThat(empty.status()).isEqualTo(500);
            assertThat(empty.body()).contains("Payload expected.");
        }

        Verify.acceptedJsonp(session.postBody("/jsonp_send", "d=%5B%22b%22%5D", FORM));
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"a[\\\"b\\\"]\");\r\n");
    }

    @Test
    void contentTypes() throws IOException {
        Service session = opened();
        Verify.acceptedJsonp(session.postBody("/jsonp_send", "d=%5B%22abc%22%5D", FORM));
        Verify.acceptedJsonp(
                session.postBody("/jsonp_send", "[\"%61bc\"]", "Content-Type: text/plain"));
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"a[\\\"abc\\\",\\\"%61bc\\\"]\");\r\n");
    }

    @Test
    void close() throws IOException {
        Service session = close.session();
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"o\");\r\n");
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"c[3000,\\\"Go away!\\\"]\");\r\n");
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"c[3000,\\\"Go away!\\\"]\");\r\n");
    }

    @Test
    void sendingEmptyFrame() throws IOException {
        Service session = opened();
        Verify.acceptedJsonp(session.postBody("/jsonp_send", "d=%5B%5D", FORM));
        Verify.acceptedJsonp(session.postBody("/jsonp_send", "d=%5B%22x%22%5D", FORM));
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"a[\\\"x\\\"]\");\r\n");
    }

    private Service opened() throws IOException {
        Service session = echo.session();
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"o\");\r\n");
        return session;
    }
}
