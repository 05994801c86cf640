package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.protocol.Route.Endpoint;
import dev.postern.protocol.Route.SessionRoute;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.Random;

class RouteTest {

    @Test
    void knowsTheStaticUrls() {
        assertThat(Route.parse("")).isEqualTo(Route.GREETING);
        assertThat(Route.parse("/")).isEqualTo(Route.GREETING);
        assertThat(Route.parse("/info")).isEqualTo(Route.INFO);
        assertThat(Route.parse("/websocket")).isEqualTo(Route.RAW_WEBSOCKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/iframe.html",
                "/iframe-a.html",
                "/iframe-.html",
                "/iframe-0.1.2.html",
                "/iframe-0.1.2abc-dirty.2144.html"
            })
    void knowsTheIframe(String path) {
        assertThat(Route.parse(path)).isEqualTo(Route.IFRAME);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void takesSessionUrlsApart(Endpoint endpoint) {
        String name = endpoint.name().toLowerCase(Locale.ROOT);
        assertThat(Route.parse("/000/abc/" + name))
                .isEqualTo(new SessionRoute("000", "abc", endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "_",
                "1",
                "abcdefgh_i-j%20",
                "%41%ff",
                "~!$&'()*+,=:@",
                "info",
                "websocket"
            })
    void takesAnyValueForAnId(String id) {
        assertThat(Route.parse("/" + id + "/x" + id + "/xhr"))
                .isEqualTo(new SessionRoute(id, "x" + id, Endpoint.XHR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "/a.html",
                "//",
                "///",
                "/a/a",
                "/a/a/",
                "/a/",
                "/info/",
                "/websocket/",
                "info",
                "x/a/a/xhr",
                "/iframe.htm",
                "/iframe",
                "/IFRAME.HTML",
                "/IFRAME",
                "/iframe.HTML",
                "/iframe.xml",
                "/iframe-/.html",
                "/iframe/html",
                "/iframeA.html",
                "/iframe.html/",
                "///xhr",
                "/a./a/xhr",
                "/a/a./xhr",
                "/././xhr",
                "//xhr",
                "////xhr",
                "/xhr",
                "/a/xhr",
                "//a/xhr",
                "/a//xhr",
                "/a/a/xhr/",
                "/a/a/a/xhr",
                "/a/a/XHR",
                "/a/a/xhr_",
                "/a/a/nothing",
                "/a/a/xhr;x=1",
                "/a/a/xhr%20",
            })
    void findsNothingElse(String path) {
        assertThat(Route.parse(path)).isEqualTo(Route.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b", "%2e", "%2E", "%2e%2e", "a%2fb", "a%2Fb", "%5c", "%5C", "%00", "%", "a%2",
                "%zz", "%-1", "a;b", ";", "a\\b", "a b", "\u00e9", "\u0000", "\u007f"
            })
    void refusesIdsThatAnotherServerMightReadDifferently(String id) {
        assertThat(Route.parse("/" + id + "/session/xhr")).isEqualTo(Route.NOT_FOUND);
        assertThat(Route.parse("/000/" + id + "/xhr")).isEqualTo(Route.NOT_FOUND);
    }

    @Test
    void boundsIds() {
        String longest = "x".repeat(Route.MAX_ID_LENGTH);
        assertThat(Route.parse("/" + longest + "/" + longest + "/xhr"))
                .isEqualTo(new SessionRoute(longest, longest, Endpoint.XHR));
        assertThat(Route.parse("/x" + longest + "/a/xhr")).isEqualTo(Route.NOT_FOUND);
        assertThat(Route.parse("/a/x" + longest + "/xhr")).isEqualTo(Route.NOT_FOUND);
    }

    @Test
    void readsAnyTextWithoutAnException() {
        Random random = new Random(17);
        String[] parts = {
            "/", "%", "2e", "a", ".", "xhr", "/iframe", ".html", ";", "\u00e9", "%41", "/xhr"
        };
        for (int i = 0; i < 100_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int size = random.nextInt(8); size > 0; size--) {
                path.append(parts[random.nextInt(parts.length)]);
            }
            if (Route.parse(path.toString()) instanceof SessionRoute route) {
                assertThat(route.server() + route.session())
                        .doesNotContain(".", "/", ";", "\u00e9");
            }
        }
    }
}
