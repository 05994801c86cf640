package dev.postern.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the answers to a batch. */
final class FakeInlet implements Inlet {

    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger unknown = new AtomicInteger();
    private final boolean needsAnswer;

    FakeInlet(boolean needsAnswer) {
        this.needsAnswer = needsAnswer;
    }

    static FakeInlet request() {
        return new FakeInlet(true);
    }

    @Override
    public void accepted() {
        accepted.incrementAndGet();
    }

    @Override
    public void unknownSession() {
        unknown.incrementAndGet();
    }

    @Override
    public boolean needsAnswer() {
        return needsAnswer;
    }
}
