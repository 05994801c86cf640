package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SockJS protocol, "IFrame page". */
@WithDemo
class IframePageIT {

    private static final String BEFORE_URL = """
            <!DOCTYPE html>
            <html>
            <head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
              <script src=\"""";

    private static final String AFTER_URL = """
            "></script>
              <script>
                document.domain = document.domain;
                SockJS.bootstrap_iframe();
              </script>
            </head>
            <body>
              <h2>Don't panic!</h2>
              <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
            </body>
            </html>""";

    private static final Pattern PAGE = Pattern.compile(
            Pattern.quote(BEFORE_URL) + "(?<url>[^\"]*)" + Pattern.quote(AFTER_URL));

    private final Service echo;

    IframePageIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void simpleUrl() throws IOException {
        verifyPage("/iframe.html");
    }

    @Test
    void versionedUrl() throws IOException {
        for (String name : new String[] {"-a", "-", "-0.1.2", "-0.1.2abc-dirty.2144"}) {
            verifyPage("/iframe" + name + ".html");
        }
    }

    @Test
    void queriedUrl() throws IOException {
        for (String name : new String[] {
            "-a.html?t=1234", "-0.1.2.html?t=123414", "-0.1.2abc-dirty.2144.html?t=qwe1"
        }) {
            verifyPage("/iframe" + name);
        }
    }

    @Test
    void invalidUrl() throws IOException {
        for (String name : new String[] {
            "iframe.htm",
            "iframe",
            "IFRAME.HTML",
            "IFRAME",
            "iframe.HTML",
            "iframe.xml",
            "iframe-/.html"
        }) {
            Verify.notFound(echo.get('/' + name));
        }
    }

    @Test
    void cacheability() throws IOException {
        String tag = echo.get("/iframe.html").header("ETag");
        assertThat(tag).isNotEmpty().isEqualTo(echo.get("/iframe.html").header("ETag"));

        Response known = echo.get("/iframe.html", "If-None-Match: " + tag);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("Content-Type")).isNull();
        assertThat(known.body()).isEmpty();
    }

    private void verifyPage(String path) throws IOException {
        Response page = echo.get(path);
        assertThat(page.status()).as(path).isEqualTo(200);
        Verify.contentType(page, "text/html;charset=UTF-8");
        Verify.cachedForLong(page);
        Verify.noCookie(page);
        assertThat(page.header("ETag")).isNotEmpty();
        Matcher matcher = PAGE.matcher(page.body().strip());
        assertThat(matcher.matches()).as(page.body()).isTrue();
        assertThat(matcher.group("url")).matches("(/|http).*");
    }
}
