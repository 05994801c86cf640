package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(60)
class HoldTest {

    private static final int ROUNDS = 2000;

    private final FakeSession client = new FakeSession();
    private final Hold hold = new Hold(client, new HeartBeats(1, new FakeTimers()));

    @Test
    void theClientIsReadAgainWhenNobodyHoldsIt() {
        hold.pause(Hold.Holder.BACKEND);
        hold.pause(Hold.Holder.GATE);
        hold.resume(Hold.Holder.GATE);
        assertThat(client.paused).isTrue();
        hold.resume(Hold.Holder.BACKEND);
        assertThat(client.paused).isFalse();
        hold.resume(Hold.Holder.BACKEND);
        assertThat(client.paused).isFalse();
    }

    /** What holds last is what the session was told last, whoever told it. */
    @Test
    void noPauseOrResumeIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                boolean endsHeld = round % 2 == 0;
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<?>> holders = new ArrayList<>();
                for (Hold.Holder holder : Hold.Holder.values()) {
                    holders.add(threads.submit(() -> {
                        start.await();
                        hold.pause(holder);
                        hold.resume(holder);
                        if (endsHeld) {
                            hold.pause(holder);
                        }
                        return null;
                    }));
                }
                for (Future<?> holder : holders) {
                    holder.get();
                }
                assertThat(client.paused).as("round %d", round).isEqualTo(endsHeld);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
