package dev.postern.jetty;

import dev.postern.http.WebSocketListener;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

import java.util.concurrent.Executor;

/** The client's end of a WebSocket (RFC 6455) without extensions. */
public final class ClientWebSocket {

    private ClientWebSocket() {}

    /**
     * A connection that takes {@code endPoint} over from HTTP once the opening handshake is done, by
     * {@link EndPoint#upgrade}. It is read on the selector's thread, once a turn. Whoever listens cuts
     * it where the peer takes no bytes ({@link dev.postern.http.WebSocketChannel#abort}).
     *
     * @param maxMessage largest message to accept, in bytes; a larger one closes with 1009
     */
    public static Connection over(
            EndPoint endPoint,
            Executor executor,
            Scheduler scheduler,
            int maxMessage,
            WebSocketListener listener) {
        return new PlainWebSocket(endPoint, executor, scheduler, End.CLIENT, maxMessage, listener);
    }
}
