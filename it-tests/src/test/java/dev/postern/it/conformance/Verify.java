package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp.Response;

import java.io.IOException;

/** What the protocol says of many responses alike. */
final class Verify {

    private static final String LONG_LIVED = ".*max-age=[1-9][0-9]{6}.*";

    private Verify() {}

    static void ok(Response response, String body) {
        assertThat(response.status()).as(body).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
    }

    /** What xhr_send answers when all is well. */
    static void accepted(Response response) {
        assertThat(response.status()).as(response.body()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    /** What jsonp_send answers when all is well. */
    static void acceptedJsonp(Response response) {
        ok(response, "ok");
    }

    static void notFound(Response response) {
        assertThat(response.status()).isEqualTo(404);
    }

    static void methodNotAllowed(Response response) {
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Content-Type")).isNull();
        assertThat(response.header("Allow")).isNotEmpty();
        assertThat(response.body()).isEmpty();
    }

    /** Spaces do not count, letters do, capital ones too. */
    static void contentType(Response response, String expected) {
        assertThat(response.header("Content-Type")).isNotNull();
        assertThat(response.header("Content-Type").replace(" ", "")).isEqualTo(expected);
    }

    static void noCookie(Response response) {
        assertThat(response.header("Set-Cookie")).isNull();
    }

    static void cookie(Response response, String value) {
        assertThat(response.header("Set-Cookie")).isNotNull();
        String[] parts = response.header("Set-Cookie").split("; *", -1);
        assertThat(parts[0]).isEqualTo("JSESSIONID=" + value);
        assertThat(parts[1]).isEqualToIgnoringCase("path=/");
    }

    static void cors(Response response, String origin) {
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(response.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    static void notCached(Response response) {
        assertThat(response.header("Cache-Control"))
                .isEqualTo("no-store, no-cache, no-transform, must-revalidate, max-age=0");
        assertThat(response.header("Expires")).isNull();
        assertThat(response.header("Last-Modified")).isNull();
    }

    static void cachedForLong(Response response) {
        assertThat(response.header("Cache-Control")).contains("public").matches(LONG_LIVED);
        assertThat(response.header("Expires")).isNotEmpty();
        assertThat(response.header("Last-Modified")).isNull();
    }

    /** A preflight (Fetch Standard, "CORS-preflight request") to a URL that takes OPTIONS and {@code method}. */
    static void preflight(Service service, String path, String method) throws IOException {
        for (String origin : new String[] {"test", "null"}) {
            Response response = service.options(
                    path, "Access-Control-Request-Method: OPTIONS, " + method, "Origin: " + origin);
            assertThat(response.status()).isIn(200, 204);
            assertThat(response.body()).isEmpty();
            cachedForLong(response);
            assertThat(Integer.parseInt(response.header("Access-Control-Max-Age")))
                    .isGreaterThan(1_000_000);
            assertThat(response.header("Access-Control-Allow-Methods")).contains("OPTIONS", method);
            cors(response, origin);
        }
    }
}
