package dev.postern.transport;

import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;
import dev.postern.session.Inlet;
import dev.postern.session.Receiver;

import org.jspecify.annotations.Nullable;

/**
 * What the two kinds of WebSocket have in common: the end of a socket that is its session's receiver and
 * its inlet, in one object, for there may be very many of them.
 */
abstract class SocketEnd implements WebSocketListener, Receiver, Inlet {

    /** Null until the socket is open. */
    @Nullable
    volatile WebSocketChannel channel;

    @Override
    public final void ping() {
        WebSocketChannel to = channel;
        if (to != null) {
            to.ping();
        }
    }

    @Override
    public final boolean heard() {
        WebSocketChannel from = channel;
        return from == null || from.heard();
    }

    @Override
    public void abort() {
        WebSocketChannel cut = channel;
        if (cut != null) {
            cut.abort();
        }
    }

    @Override
    public final void accepted() {
        WebSocketChannel from = channel;
        if (from != null) {
            from.demand();
        }
    }

    @Override
    public final void unknownSession() {
        abort();
    }

    @Override
    public final boolean needsAnswer() {
        return false;
    }
}
