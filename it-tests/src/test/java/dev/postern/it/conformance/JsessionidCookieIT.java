package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "JSESSIONID cookie". */
@WithDemo
class JsessionidCookieIT {

    private final Service echo;

    JsessionidCookieIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/cookie_needed_echo");
    }

    @Test
    void basic() throws IOException {
        Response response = echo.get("/info");
        assertThat(response.status()).isEqualTo(200);
        Verify.noCookie(response);
        assertThat(Info.parse(response.body()).cookieNeeded()).isTrue();
    }

    @Test
    void xhr() throws IOException {
        Response first = echo.session().post("/xhr");
        Verify.ok(first, "o\n");
        Verify.cookie(first, "dummy");

        Response returning = echo.session().post("/xhr", "Cookie: JSESSIONID=abcdef");
        Verify.ok(returning, "o\n");
        Verify.cookie(returning, "abcdef");
    }

    @Test
    void xhrStreaming() throws IOException {
        try (StreamingResponse stream = StreamingResponse.xhr(echo.session())) {
            Verify.cookie(stream.head(), "dummy");
        }
    }

    @Test
    void eventsource() throws IOException {
        try (StreamingResponse stream = StreamingResponse.eventSource(echo.session())) {
            Verify.cookie(stream.head(), "dummy");
        }
    }

    @Test
    void htmlfile() throws IOException {
        try (StreamingResponse stream =
                StreamingResponse.htmlFile(echo.session(), "?c=%63allback")) {
            Verify.cookie(stream.head(), "dummy");
        }
    }

    @Test
    void jsonp() throws IOException {
        Service session = echo.session();
        Response opened = session.get("/jsonp?c=%63allback");
        Verify.ok(opened, "/**/callback(\"o\");\r\n");
        Verify.cookie(opened, "dummy");

        Response sent = session.postBody(
                "/jsonp_send",
                "d=%5B%22x%22%5D",
                "Content-Type: application/x-www-form-urlencoded");
        Verify.acceptedJsonp(sent);
        Verify.cookie(sent, "dummy");
    }
}
