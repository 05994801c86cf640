package dev.postern.gateway.admin;

import dev.postern.api.Backend;
import dev.postern.api.Limits;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.config.RoutePrefix;
import dev.postern.gateway.server.OriginChecks;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.http.HeaderField;
import dev.postern.http.OriginPolicy;
import dev.postern.http.ResponseHead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The page at {@code /}: a live session to see and to try, and the routes that are mounted here. */
public final class LivePage implements ExchangeHandler {

    /** Where all that belongs to the page lives; no route can be meant by it. */
    private static final String PREFIX = RoutePrefix.RESERVED;

    private static final String ECHO = PREFIX + "/echo";

    /** Its own host and nothing else, and nothing inline (CSP Level 3). Older Safari wants ws by name. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final ResponseHead HEAD = new ResponseHead(
            200,
            HeaderField.constant("Content-Type", "text/html; charset=UTF-8"),
            HeaderField.constant("Cache-Control", "no-cache"),
            HeaderField.constant("Content-Security-Policy", POLICY),
            HeaderField.constant("Referrer-Policy", "no-referrer"),
            HeaderField.constant("X-Content-Type-Options", "nosniff"));

    private static final ResponseHead WRONG_METHOD =
            new ResponseHead(405, HeaderField.constant("Allow", "GET, HEAD"));

    private final ByteBuffer page;
    private final Map<String, Asset> assets;

    /** @param prefixes what is mounted, in the order in which to show it */
    public LivePage(List<String> prefixes) {
        String folder = PREFIX + '/' + Asset.version();
        page = ByteBuffer.wrap(render(prefixes, folder).getBytes(StandardCharsets.UTF_8))
                .asReadOnlyBuffer();
        assets = Asset.under(folder);
    }

    /**
     * What the page talks to: small, for few, for pages of this host alone. It is no echo for the world.
     *
     * @param echo sends back what it hears
     * @param origins how a page's own host is known
     */
    public static SockJsEndpoint echo(Backend echo, OriginChecks origins) {
        return origins.at(ECHO, SockJsEndpoint.builder(ECHO, echo))
                .origins(OriginPolicy.sameOrigin())
                .limits(Limits.DEFAULT
                        .withMaxMessage(4 << 10)
                        .withSendQueue(16 << 10, 64 << 10)
                        .withReceiveQueue(16 << 10, 64 << 10)
                        // Shorter than the page's own silence, so that a person sees some.
                        .withHeartbeat(Duration.ofMillis(1500))
                        .withMaxSessions(100))
                .build();
    }

    private static String render(List<String> prefixes, String folder) {
        StringBuilder list = new StringBuilder();
        for (String prefix : prefixes) {
            String shown = escaped(prefix);
            list.append("<li><a href=\"")
                    .append(shown)
                    .append("/info\">")
                    .append(shown)
                    .append("</a></li>\n");
        }
        return Asset.text("index.html")
                .replace("{{routes}}", list)
                .replace("{{assets}}", folder)
                .replace("{{echo}}", ECHO);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public boolean handle(Exchange exchange) {
        if (exchange.path().equals("/")) {
            answer(exchange, HEAD, page);
            return true;
        }
        Asset asset = assets.get(exchange.path());
        if (asset == null) {
            return false;
        }
        answer(exchange, asset.head(), asset.content());
        return true;
    }

    private static void answer(Exchange exchange, ResponseHead head, ByteBuffer content) {
        switch (exchange.method()) {
            case "GET", "HEAD" -> exchange.respond(head, content.duplicate(), Completion.IGNORED);
            default -> exchange.respond(WRONG_METHOD, ByteBuffer.allocate(0), Completion.IGNORED);
        }
    }
}
