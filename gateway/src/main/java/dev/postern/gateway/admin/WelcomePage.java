package dev.postern.gateway.admin;

import dev.postern.http.CachePolicy;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The page at {@code /}: what is mounted here, and an echo to play with where there is one. */
public final class WelcomePage implements ExchangeHandler {

    /** The page holds its own script and style, and may talk to its own host alone (CSP Level 3). */
    private static final String POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
                    + " connect-src 'self' ws: wss:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final ResponseHead HEAD = new ResponseHead(
            200,
            HeaderField.constant("Content-Type", "text/html; charset=UTF-8"),
            CachePolicy.NOT_CACHED,
            HeaderField.constant("Content-Security-Policy", POLICY),
            HeaderField.constant("X-Content-Type-Options", "nosniff"));

    private static final ResponseHead WRONG_METHOD =
            new ResponseHead(405, HeaderField.constant("Allow", "GET, HEAD"));

    private final ByteBuffer page;

    /**
     * @param prefixes what is mounted, in the order in which to show it
     * @param echo whether {@code /echo} is the demo's
     */
    public WelcomePage(List<String> prefixes, boolean echo) {
        this.page = ByteBuffer.wrap(render(prefixes, echo).getBytes(StandardCharsets.UTF_8))
                .asReadOnlyBuffer();
    }

    private static String render(List<String> prefixes, boolean echo) {
        StringBuilder list = new StringBuilder();
        for (String prefix : prefixes) {
            String shown = escaped(prefix);
            list.append("<li><a href=\"")
                    .append(shown)
                    .append("/info\">")
                    .append(shown)
                    .append("</a></li>\n");
        }
        return template().replace("{{prefixes}}", list).replace("{{echo}}", echo ? "" : "hidden");
    }

    private static String template() {
        try (InputStream in = WelcomePage.class.getResourceAsStream("welcome.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public boolean handle(Exchange exchange) {
        if (!exchange.path().equals("/")) {
            return false;
        }
        switch (exchange.method()) {
            case "GET", "HEAD" -> exchange.respond(HEAD, page.duplicate(), Completion.IGNORED);
            default -> exchange.respond(WRONG_METHOD, ByteBuffer.allocate(0), Completion.IGNORED);
        }
        return true;
    }
}
