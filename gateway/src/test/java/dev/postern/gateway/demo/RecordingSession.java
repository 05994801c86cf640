package dev.postern.gateway.demo;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.protocol.EncodedMessage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a service sends. */
final class RecordingSession implements Session {

    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> binaries = new CopyOnWriteArrayList<>();
    volatile boolean writable = true;
    volatile boolean paused;

    @Override
    public Handshake handshake() {
        throw new UnsupportedOperationException("no service asks");
    }

    @Override
    public boolean send(EncodedMessage message) {
        texts.add(message.text());
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        binaries.add(data);
        return writable;
    }

    @Override
    public int maxMessage() {
        return Limits.DEFAULT.maxMessage();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close(CloseStatus status) {}
}
