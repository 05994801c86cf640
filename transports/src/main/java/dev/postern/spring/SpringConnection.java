package dev.postern.spring;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One session's calls to the handler, in the order and with the guards that Spring's handlers know. */
final class SpringConnection implements BackendConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SpringBackend.class);

    private final WebSocketHandler handler;
    private final SpringSession session;
    private boolean established;

    SpringConnection(WebSocketHandler handler, SpringSession session) {
        this.handler = handler;
        this.session = session;
    }

    /** Before anything else, whoever calls first. */
    void establish() {
        if (!established) {
            established = true;
            guarded(() -> handler.afterConnectionEstablished(session));
        }
    }

    /** Whether the handler still hears messages; a client's last words count, also once it has left. */
    private boolean begin() {
        establish();
        session.active();
        return !session.isEnding();
    }

    @Override
    public void onText(String text) {
        if (!begin()) {
            return;
        }
        int limit = session.getTextMessageSizeLimit();
        if (Parts.fits(text, limit)) {
            guarded(() -> handler.handleMessage(session, new TextMessage(text)));
        } else if (handler.supportsPartialMessages()) {
            guarded(() -> Parts.ofText(
                    text,
                    limit,
                    (part, last) -> handler.handleMessage(session, new TextMessage(part, last))));
        } else {
            session.tooBig();
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        if (!begin()) {
            return;
        }
        int limit = session.getBinaryMessageSizeLimit();
        if (data.remaining() <= limit) {
            guarded(() -> handler.handleMessage(session, new BinaryMessage(data)));
        } else if (handler.supportsPartialMessages()) {
            guarded(() -> Parts.ofBinary(
                    data,
                    limit,
                    (part, last) -> handler.handleMessage(session, new BinaryMessage(part, last))));
        } else {
            session.tooBig();
        }
    }

    @Override
    public void unblock(boolean over) {
        session.unblock(over);
    }

    @Override
    public void onClose(CloseStatus status) {
        establish();
        boolean wanted = session.over();
        if (!wanted && Statuses.isTransportError(status)) {
            IOException why = new IOException(status.reason());
            guarded(() -> handler.handleTransportError(session, why));
        }
        guarded(() -> handler.afterConnectionClosed(session, Statuses.toSpring(status)));
    }

    /** A call to the handler, which may throw. */
    private interface HandlerCall {
        void run() throws Exception;
    }

    private void guarded(HandlerCall call) {
        try {
            call.run();
        } catch (SessionOverException e) {
            // What a client did by leaving is no error of the handler's.
            LOG.debug("The handler sent to a session that is over", e);
        } catch (Exception e) {
            LOG.error("The handler failed; {} closes with 1011", session, e);
            session.fail();
        }
    }
}
