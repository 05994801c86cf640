package dev.postern.gateway.server;

import dev.postern.endpoint.SockJsEndpointBuilder;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.http.Exchange;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells endpoints which host a trusted proxy says was asked for, counts the pages that may not come in,
 * and logs them once in a while: who set a proxy up wrongly sees nothing but 403.
 */
public final class OriginChecks {

    private static final Logger LOG = LoggerFactory.getLogger(OriginChecks.class);

    /** A stranger's text is shown so far; a name has 253 chars at most (RFC 1035 §2.3.4). */
    private static final int MOST_SHOWN = 260;

    private final TrustedNetworks trusted;
    private final AtomicReference<String> last = new AtomicReference<>("");
    private final Occurrences refused;

    public OriginChecks(TrustedNetworks trusted) {
        this.trusted = trusted;
        this.refused = new Occurrences(count -> LOG.info(
                "{} requests refused for their Origin, the last {}. If the page is yours: where it is on"
                        + " another host, name its origin in 'origins'; where a proxy in front changes Host,"
                        + " let it hand on the one it was asked for, or name the proxy in 'trust' and let it"
                        + " send X-Forwarded-Host",
                count,
                last.get()));
    }

    /** Applies them to an endpoint. */
    public SockJsEndpointBuilder at(String prefix, SockJsEndpointBuilder endpoint) {
        return endpoint.forwardedHost(exchange -> ForwardedClient.hostOf(exchange, trusted))
                .onOriginRefused(exchange -> refuse(prefix, exchange));
    }

    /** Requests whose page may not come in. */
    public Occurrences refused() {
        return refused;
    }

    private void refuse(String prefix, Exchange exchange) {
        last.set("for " + prefix + " from a page of " + shown(exchange.header("Origin"))
                + ", with Host " + shown(exchange.header("Host")));
        refused.another();
    }

    /** In printable ASCII, and not without end. */
    private static String shown(@Nullable String text) {
        if (text == null) {
            return "(none)";
        }
        String cut = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
        return cut.replaceAll("[^ -~]", "?");
    }
}
