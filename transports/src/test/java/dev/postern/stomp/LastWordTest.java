package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(60)
class LastWordTest {

    private static final int ROUNDS = 500;

    @Test
    void aWordBegunGoesBeforeTheLastAndNoneBehind() {
        List<String> said = new ArrayList<>();
        LastWord lastWord = new LastWord();

        assertThat(lastWord.begin()).isTrue();
        lastWord.say(() -> said.add("last"));
        lastWord.say(() -> said.add("not this"));
        assertThat(lastWord.begin()).isFalse();
        assertThat(lastWord.isSaid()).isTrue();
        said.add("first");
        lastWord.end();

        assertThat(said).containsExactly("first", "last");
    }

    @Test
    void whoEndsASessionDoesNotWaitForItself() {
        List<String> said = new ArrayList<>();
        LastWord lastWord = new LastWord();

        lastWord.say(() -> said.add("last"));

        assertThat(said).containsExactly("last");
        assertThat(lastWord.begin()).isFalse();
    }

    @Test
    void nothingFollowsTheLastWordWhoeverSpeaksMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                LastWord lastWord = new LastWord();
                Queue<String> said = new ConcurrentLinkedQueue<>();
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<?>> speakers = new ArrayList<>();
                for (int speaker = 0; speaker < 2; speaker++) {
                    speakers.add(threads.submit(() -> {
                        start.await();
                        while (lastWord.begin()) {
                            said.add("word");
                            lastWord.end();
                        }
                        return null;
                    }));
                    speakers.add(threads.submit(() -> {
                        start.await();
                        lastWord.say(() -> said.add("last"));
                        return null;
                    }));
                }
                for (Future<?> speaker : speakers) {
                    speaker.get();
                }
                List<String> all = new ArrayList<>(said);
                assertThat(all).as("round %d", round).endsWith("last");
                assertThat(all).as("round %d", round).containsOnlyOnce("last");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
