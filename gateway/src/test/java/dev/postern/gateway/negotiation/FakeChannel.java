package dev.postern.gateway.negotiation;

import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;

import java.nio.ByteBuffer;

/** A WebSocket that takes all. */
final class FakeChannel implements WebSocketChannel {

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        done.succeeded();
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        done.succeeded();
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void ping() {
        // Nobody answers.
    }

    @Override
    public boolean heard() {
        return true;
    }

    @Override
    public void demand() {
        // Nothing comes.
    }

    @Override
    public void close(int code, String reason) {
        // Its test tells what comes of it.
    }

    @Override
    public void abort() {
        // Its test tells what comes of it.
    }
}
