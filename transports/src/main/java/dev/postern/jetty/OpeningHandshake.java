package dev.postern.jetty;

import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

import java.util.Base64;

/** The server's part of a WebSocket opening handshake (RFC 6455 §4.2) over HTTP/1.1. */
final class OpeningHandshake {

    private static final Handshaker HANDSHAKER = Handshaker.newInstance();

    private static final HttpField UPGRADE_WEBSOCKET =
            new PreEncodedHttpField(HttpHeader.UPGRADE, "websocket");
    private static final HttpField CONNECTION_UPGRADE =
            new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeader.UPGRADE.asString());

    private static final String VERSION = "13";

    /** RFC 6455 §4.1: a nonce of 16 bytes, which is 24 letters of Base64. */
    private static final int KEY_BYTES = 16;

    private static final int KEY_LETTERS = 24;

    private OpeningHandshake() {}

    /** Whether {@code request} is one, RFC 6455 §4.2.1, without a body that could pass for frames. */
    static boolean isWellFormed(Request request) {
        HttpFields fields = request.getHeaders();
        return HttpMethod.GET.is(request.getMethod())
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && "websocket".equalsIgnoreCase(fields.get(HttpHeader.UPGRADE))
                && fields.contains(HttpHeader.CONNECTION, "upgrade")
                && VERSION.equals(fields.get(HttpHeader.SEC_WEBSOCKET_VERSION))
                && isKey(fields.get(HttpHeader.SEC_WEBSOCKET_KEY))
                && request.getLength() <= 0
                && !fields.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Answers it with 101, or with 400 where its extensions or sub-protocols cannot be read.
     *
     * @param answered completed once that is written
     */
    static void answer(
            Request request,
            Response response,
            Callback answered,
            WebSocketComponents components,
            WebSocketSettings settings,
            WebSocketListener listener) {
        try {
            if (settings.deflate()
                    && request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
                negotiate(request, response, answered, components, settings, listener);
            } else {
                accept(request, response, answered, settings, listener);
            }
        } catch (RuntimeException e) {
            answered.failed(e);
        }
    }

    /** Lets Jetty choose extensions, and its connection speak them. */
    static void negotiate(
            Request request,
            Response response,
            Callback answered,
            WebSocketComponents components,
            WebSocketSettings settings,
            WebSocketListener listener) {
        JettyWebSocket webSocket = new JettyWebSocket(
                settings,
                listener,
                request.getConnectionMetaData().getConnector().getScheduler());
        UpgradingRequest upgrading = new UpgradingRequest(request, settings, webSocket);
        if (!HANDSHAKER.upgradeRequest(
                upgrading, upgrading, response, answered, components, null)) {
            answered.failed(new IllegalStateException("not a WebSocket handshake"));
        }
    }

    /** RFC 6455 §4.2.2, with no extension, which the client cannot refuse (§9.1). */
    private static void accept(
            Request request,
            Response response,
            Callback answered,
            WebSocketSettings settings,
            WebSocketListener listener) {
        HttpFields.Mutable fields = response.getHeaders();
        String subProtocol = settings.subProtocol();
        if (subProtocol != null) {
            if (!request.getHeaders()
                    .getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false)
                    .contains(subProtocol)) {
                throw new IllegalStateException("a sub-protocol that the client did not offer");
            }
            fields.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subProtocol);
        }
        fields.put(UPGRADE_WEBSOCKET);
        fields.put(CONNECTION_UPGRADE);
        fields.put(
                HttpHeader.SEC_WEBSOCKET_ACCEPT,
                WebSocketUtils.hashKey(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY)));
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        ConnectionMetaData metaData = request.getConnectionMetaData();
        Connector connector = metaData.getConnector();
        PlainWebSocket webSocket = new PlainWebSocket(
                metaData.getConnection().getEndPoint(),
                connector.getExecutor(),
                connector.getScheduler(),
                End.SERVER,
                settings.maxMessage(),
                listener);
        connector.getEventListeners().forEach(webSocket::addEventListener);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, webSocket);
        response.write(true, null, answered);
    }

    private static boolean isKey(@Nullable String value) {
        if (value == null || value.length() != KEY_LETTERS) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(value).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
