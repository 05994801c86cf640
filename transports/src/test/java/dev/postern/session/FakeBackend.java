package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A backend that writes down what it hears, as words, and whether anything came after the end. */
final class FakeBackend implements Backend, BackendConnection {

    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger closes = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicBoolean heardAfterClose = new AtomicBoolean();

    volatile BiConsumer<Session, Connecting> answer =
            (session, connecting) -> connecting.accept(this);
    volatile Runnable whenText = () -> {};
    volatile Runnable whenWritable = () -> {};
    volatile Session session;
    volatile Connecting connecting;

    /** Leaves the answer to the test. */
    FakeBackend answersLater() {
        answer = (asking, how) -> {};
        return this;
    }

    @Override
    public void connect(Session asking, Connecting how) {
        asked.incrementAndGet();
        session = asking;
        connecting = how;
        answer.accept(asking, how);
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void onText(String text) {
        hear(text);
        whenText.run();
    }

    @Override
    public void onBinary(ByteBuffer data) {
        hear(data.remaining() + " bytes");
    }

    @Override
    public void onWritable() {
        hear("writable");
        whenWritable.run();
    }

    @Override
    public void onClose(CloseStatus status) {
        hear("close " + status.code());
        closes.incrementAndGet();
    }

    private void hear(String word) {
        if (closes.get() > 0) {
            heardAfterClose.set(true);
        }
        heard.add(word);
    }
}
