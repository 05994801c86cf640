package dev.postern.gateway.upstream;

import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The client's part of a WebSocket opening handshake (RFC 6455 §4.1) over HTTP/1.1; no extension is offered. */
final class ClientHandshake implements HttpUpgrader {

    /** Whoever opens the WebSocket when the handshake is done. */
    interface Opener {
        void open(EndPoint endPoint, @Nullable String subProtocol);
    }

    private static final List<HttpField> ASKING = List.of(
            new PreEncodedHttpField(HttpHeader.UPGRADE, "websocket"),
            new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeader.UPGRADE.asString()),
            new PreEncodedHttpField(HttpHeader.SEC_WEBSOCKET_VERSION, "13"),
            // Proxies that take an upgrade for something to be cached are asked not to.
            new PreEncodedHttpField(HttpHeader.PRAGMA, "no-cache"),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache"));

    private static final int KEY_BYTES = 16;

    private static final SecureRandom KEYS = new SecureRandom();

    private final Opener opener;

    ClientHandshake(Opener opener) {
        this.opener = opener;
    }

    @Override
    public void prepare(Request request) {
        byte[] key = new byte[KEY_BYTES];
        KEYS.nextBytes(key);
        request.method(HttpMethod.GET).version(HttpVersion.HTTP_1_1).headers(fields -> {
            ASKING.forEach(fields::put);
            fields.put(HttpHeader.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
        });
    }

    /** Jetty leaves a connection open whose upgrade failed, and nobody else knows it any more. */
    @Override
    public void upgrade(Response response, EndPoint endPoint, Callback callback) {
        try {
            HttpFields asked = response.getRequest().getHeaders();
            check(asked, response.getHeaders());
            opener.open(endPoint, subProtocol(asked, response.getHeaders()));
            callback.succeeded();
        } catch (RuntimeException e) {
            endPoint.close(e);
            callback.failed(e);
        }
    }

    private static void check(HttpFields asked, HttpFields answered) {
        if (!answered.contains(HttpHeader.UPGRADE, "websocket")
                || !answered.contains(HttpHeader.CONNECTION, "upgrade")) {
            throw new WebSocketException("the answer upgrades to something else");
        }
        String accept = answered.get(HttpHeader.SEC_WEBSOCKET_ACCEPT);
        if (!WebSocketUtils.hashKey(asked.get(HttpHeader.SEC_WEBSOCKET_KEY)).equals(accept)) {
            throw new WebSocketException("Sec-WebSocket-Accept is not the answer to the key");
        }
        if (answered.contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
            throw new WebSocketException("an extension was accepted that nobody offered");
        }
    }

    /** One of those offered, or none. */
    private static @Nullable String subProtocol(HttpFields asked, HttpFields answered) {
        List<String> chosen = answered.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, true);
        if (chosen.isEmpty()) {
            return null;
        }
        List<String> offered = asked.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, true);
        if (chosen.size() > 1 || !offered.contains(chosen.get(0))) {
            throw new WebSocketException("a sub-protocol was chosen that nobody offered");
        }
        return chosen.get(0);
    }
}
