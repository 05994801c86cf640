package dev.postern.transport;

import dev.postern.api.Counters;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.ReceiverTraits;
import dev.postern.session.SessionRegistry;
import dev.postern.session.SessionTimers;

import java.util.List;

/**
 * What the transports of one endpoint share.
 *
 * @param identities who a request comes from
 * @param subProtocols what WebSockets of this endpoint speak, best first, where the backend does
 *     not choose
 * @param deflate whether permessage-deflate is accepted
 * @param cookieNeeded whether responses set {@code JSESSIONID} for load balancers
 */
public record TransportContext(
        SessionRegistry sessions,
        SessionTimers timers,
        Limits limits,
        Counters counters,
        IdentityResolver identities,
        List<String> subProtocols,
        boolean deflate,
        boolean cookieNeeded) {

    private static final String DEFLATE = "permessage-deflate";

    ReceiverTraits streaming() {
        return ReceiverTraits.streaming(
                limits.responseLimit(), limits.responseAge().toNanos());
    }

    ReceiverTraits polling() {
        return ReceiverTraits.polling(
                limits.responseLimit(), limits.responseAge().toNanos());
    }

    Handshake handshake(Exchange exchange, Transport transport) {
        return handshake(exchange, transport, identities.identify(exchange));
    }

    Handshake handshake(Exchange exchange, Transport transport, Identity identity) {
        Headers headers = exchange.headers();
        return new Handshake(
                transport,
                exchange.path(),
                exchange.query(),
                headers,
                headers.elements("Sec-WebSocket-Protocol"),
                exchange.remote(),
                exchange.local(),
                exchange.secure(),
                identity,
                extensions(headers, transport),
                exchange.attributes());
    }

    /** As the bindings agree on them: permessage-deflate wherever it is offered and accepted. */
    private List<String> extensions(Headers headers, Transport transport) {
        boolean socket = transport == Transport.WEBSOCKET || transport == Transport.RAW_WEBSOCKET;
        boolean offered = socket
                && deflate
                && headers.elements("Sec-WebSocket-Extensions").stream()
                        .anyMatch(offer -> offer.split(";", 2)[0].strip().equals(DEFLATE));
        return offered ? List.of(DEFLATE) : List.of();
    }
}
