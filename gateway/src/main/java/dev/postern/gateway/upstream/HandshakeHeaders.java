package dev.postern.gateway.upstream;

import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Transport;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.server.ForwardedClient;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The header fields of the handshake with an application: what the client said of itself, as far as
 * the route passes it on, and who the client is, said by us.
 */
final class HandshakeHeaders {

    private static final List<String> ALWAYS =
            List.of("Cookie", "Authorization", "Origin", "User-Agent", "Accept-Language");

    private final TrustedNetworks trusted;
    private final TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> subProtocols;

    HandshakeHeaders(RouteConfig route, TrustedNetworks trusted) {
        this.trusted = trusted;
        this.subProtocols = route.subProtocols();
        names.addAll(ALWAYS);
        route.forwardHeaders().stream().map(ForwardedHeader::name).forEach(names::add);
    }

    /** Adds the fields for {@code handshake} to {@code fields}. */
    void write(Handshake handshake, HttpFields.Mutable fields) {
        Headers headers = handshake.headers();
        List<String> hopByHop = headers.elements("Connection");
        headers.forEach((name, value) -> {
            if (names.contains(name) && hopByHop.stream().noneMatch(name::equalsIgnoreCase)) {
                fields.add(name, value);
            }
        });
        List<String> offers = offers(handshake);
        if (!offers.isEmpty()) {
            fields.add(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, String.join(", ", offers));
        }
        ForwardedClient client = ForwardedClient.of(handshake, trusted);
        fields.add("X-Forwarded-For", client.xForwardedFor());
        fields.add("X-Forwarded-Proto", client.scheme().toLowerCase(Locale.ROOT));
        String host = client.host();
        if (host != null) {
            fields.add("X-Forwarded-Host", host);
        }
        fields.add("Forwarded", client.forwarded());
    }

    /** A SockJS client can't offer a sub-protocol; an application that wants one hears the route's. */
    private List<String> offers(Handshake handshake) {
        return handshake.transport() == Transport.RAW_WEBSOCKET
                ? handshake.subProtocols()
                : subProtocols;
    }
}
