package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "HtmlFile". */
@WithDemo
class HtmlFileIT {

    private static final String HEAD = """
            <!doctype html>
            <html><head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            </head><body><h2>Don't panic!</h2>
              <script>
                document.domain = document.domain;
                var c = parent.callback;
                c.start();
                function p(d) {c.message(d);};
                window.onload = function() {c.stop();};
              </script>""";

    private final Service echo;

    HtmlFileIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void transport() throws IOException {
        Service session = echo.session();
        try (StreamingResponse stream = StreamingResponse.htmlFile(session, "?c=%63allback")) {
            Verify.contentType(stream.head(), "text/html;charset=UTF-8");
            Verify.notCached(stream.head());
            assertThat(stream.prelude().strip()).isEqualTo(HEAD);
            assertThat(stream.prelude()).hasSizeGreaterThan(1024);
            assertThat(stream.next()).isEqualTo(script("o"));

            Verify.accepted(session.postBody("/xhr_send", "[\"x\"]"));
            assertThat(stream.next()).isEqualTo(script("a[\\\"x\\\"]"));
        }
    }

    @Test
    void noCallback() throws IOException {
        Response response = echo.get("/a/a/htmlfile");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).contains("\"callback\" parameter required");
    }

    @Test
    void invalidCallback() throws IOException {
        for (String callback : new String[] {"%20", "*", "abc(", "abc%28"}) {
            Response response = echo.get("/a/a/htmlfile?c=" + callback);
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).contains("invalid \"callback\" parameter");
        }
    }

    @Test
    void responseLimit() throws IOException {
        Service session = echo.session();
        String message = "x".repeat(4096);
        try (StreamingResponse stream = StreamingResponse.htmlFile(session, "?c=callback")) {
            assertThat(stream.next()).isEqualTo(script("o"));
            Verify.accepted(session.postBody("/xhr_send", "[\"" + message + "\"]"));
            assertThat(stream.next()).isEqualTo(script("a[\\\"" + message + "\\\"]"));
            stream.verifyFinished();
        }
    }

    private static String script(String argument) {
        return "<script>\np(\"" + argument + "\");\n</script>\r\n";
    }
}
