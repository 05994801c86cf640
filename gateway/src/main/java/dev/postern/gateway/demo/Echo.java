package dev.postern.gateway.demo;

import dev.postern.api.BackendConnection;
import dev.postern.api.Session;

import java.nio.ByteBuffer;

/**
 * Sends back what it hears. A client that does not read its echo is not read any further.
 */
record Echo(Session session) implements BackendConnection {

    @Override
    public void onText(String text) {
        if (!session.send(text)) {
            waitForRoom();
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        if (!session.sendBinary(data)) {
            waitForRoom();
        }
    }

    private void waitForRoom() {
        session.pause();
        // It may have drained before it was paused; then nobody would call.
        if (session.isWritable()) {
            session.resume();
        }
    }

    @Override
    public void onWritable() {
        session.resume();
    }
}
