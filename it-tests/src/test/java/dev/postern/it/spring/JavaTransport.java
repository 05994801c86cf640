package dev.postern.it.spring;

import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.Transport;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

import java.util.List;

/** The transports of Spring's SockJsClient. */
enum JavaTransport {
    WEBSOCKET,
    XHR_STREAMING,
    XHR_POLLING;

    /** A client that knows this transport only: it cannot fall back to another. */
    SockJsClient client() {
        return new SockJsClient(List.of(transport()));
    }

    private Transport transport() {
        if (this == WEBSOCKET) {
            return new WebSocketTransport(new StandardWebSocketClient());
        }
        RestTemplateXhrTransport xhr = new RestTemplateXhrTransport();
        xhr.setXhrStreamingDisabled(this == XHR_POLLING);
        return xhr;
    }
}
