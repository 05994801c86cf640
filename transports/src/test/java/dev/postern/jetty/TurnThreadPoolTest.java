package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Turn;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class TurnThreadPoolTest {

    private final TurnThreadPool pool = new TurnThreadPool(8);

    @BeforeEach
    void start() throws Exception {
        pool.start();
    }

    @AfterEach
    void stop() throws Exception {
        pool.stop();
    }

    @Test
    void aConnectionReadsOnAtTheEndOfTheTurnOnTheSameThread() throws Exception {
        Reading reading = new Reading();
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> readInside = new CompletableFuture<>();

        pool.execute(() -> Turn.run(() -> {
            pool.execute(reading);
            readInside.complete(reading.by.isDone());
            asked.complete(Thread.currentThread());
        }));

        assertThat(readInside.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(reading.by.get(30, TimeUnit.SECONDS)).isSameAs(asked.get());
    }

    @Test
    void outsideOfATurnItGoesToThePool() throws Exception {
        Reading reading = new Reading();

        pool.execute(reading);

        assertThat(reading.by.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void onAPublishersOwnThreadItGoesToThePool() throws Exception {
        Reading reading = new Reading();

        Turn.run(() -> pool.execute(reading));

        assertThat(reading.by.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void otherJobsGoToThePool() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        CompletableFuture<Thread> asked = new CompletableFuture<>();

        pool.execute(() -> Turn.run(() -> {
            asked.complete(Thread.currentThread());
            pool.execute(() -> ran.complete(Thread.currentThread()));
            ran.orTimeout(30, TimeUnit.SECONDS).join();
        }));

        assertThat(ran.get(30, TimeUnit.SECONDS)).isNotSameAs(asked.get());
    }

    private final class Reading extends AbstractConnection implements Runnable {
        private final CompletableFuture<Thread> by = new CompletableFuture<>();

        Reading() {
            super(new ByteArrayEndPoint(), pool);
        }

        @Override
        public void run() {
            by.complete(Thread.currentThread());
        }

        @Override
        public void onFillable() {}
    }
}
