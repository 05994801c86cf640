package dev.postern.spring;

import dev.postern.api.Handshake;
import dev.postern.api.Transport;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** The URI that a client asked for, from what it sent of it (RFC 9112 §3.3). */
final class RequestUri {

    private RequestUri() {}

    static URI of(Handshake handshake) {
        String scheme = scheme(handshake);
        String host = handshake.headers().first("Host");
        String query = handshake.query();
        String asked = handshake.path() + (query == null ? "" : '?' + query);
        try {
            return new URI(scheme + "://" + (host == null ? local(handshake) : host) + asked);
        } catch (URISyntaxException e) {
            return escaped(scheme, handshake);
        }
    }

    /** For a host, path or query that stands in no URI: what can be said of them is said, escaped. */
    private static URI escaped(String scheme, Handshake handshake) {
        try {
            return new URI(scheme, local(handshake), handshake.path(), handshake.query(), null);
        } catch (URISyntaxException e) {
            return URI.create(scheme + "://" + local(handshake));
        }
    }

    private static String scheme(Handshake handshake) {
        boolean socket = handshake.transport() == Transport.WEBSOCKET
                || handshake.transport() == Transport.RAW_WEBSOCKET;
        String scheme = socket ? "ws" : "http";
        return handshake.secure() ? scheme + 's' : scheme;
    }

    private static String local(Handshake handshake) {
        if (handshake.local() instanceof InetSocketAddress address) {
            String host = address.getHostString();
            return (host.contains(":") ? '[' + host + ']' : host) + ':' + address.getPort();
        }
        return "localhost";
    }
}
