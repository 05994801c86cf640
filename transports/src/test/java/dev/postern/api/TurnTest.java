package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TurnTest {

    private final List<String> log = new ArrayList<>();

    private void flush(String name) {
        Turn.atEnd(() -> log.add(name));
    }

    @Test
    void runsAtOnceWhereThereIsNoTurn() {
        flush("now");
        assertThat(log).containsExactly("now");
    }

    @Test
    void waitsForTheEndAndKeepsTheOrder() {
        Turn.run(() -> {
            flush("first");
            flush("second");
            log.add("work");
        });
        assertThat(log).containsExactly("work", "first", "second");
    }

    @Test
    void theOutermostTurnWrites() {
        Turn.run(() -> {
            Turn.run(() -> flush("inner"));
            log.add("after inner");
        });
        assertThat(log).containsExactly("after inner", "inner");
    }

    @Test
    void whatAFlushQueuesBelongsToTheSameTurn() {
        Turn.run(() -> Turn.atEnd(() -> {
            flush("third");
            Turn.run(() -> flush("fourth"));
            log.add("flush");
        }));
        assertThat(log).containsExactly("flush", "third", "fourth");
    }

    @Test
    void writesEvenIfTheWorkThrows() {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        assertThatThrownBy(() -> Turn.run(() -> {
                    flush("written");
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(log).containsExactly("written");
        assertNoTurnIsLeft();
    }

    @Test
    void aFlushThatThrowsKeepsNoOtherFromRunning() {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        assertThatThrownBy(() -> Turn.run(() -> {
                    flush("before");
                    Turn.atEnd(() -> {
                        throw thrown;
                    });
                    Turn.atEnd(() -> {
                        throw new StackOverflowError("on purpose too");
                    });
                    flush("after");
                }))
                .isSameAs(thrown);
        assertThat(log).containsExactly("before", "after");
        assertNoTurnIsLeft();
    }

    @Test
    void aThreadHasManyTurns() {
        for (int i = 0; i < 3; i++) {
            int turn = i;
            Turn.run(() -> flush("turn " + turn));
        }
        assertThat(log).containsExactly("turn 0", "turn 1", "turn 2");
    }

    @Test
    void turnsOfOtherThreadsAreTheirOwn() throws Exception {
        List<String> elsewhere = new ArrayList<>();
        Turn.run(() -> {
            Thread other = new Thread(() -> Turn.atEnd(() -> elsewhere.add("at once")));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(elsewhere).containsExactly("at once");
        });
    }

    private void assertNoTurnIsLeft() {
        log.clear();
        flush("at once");
        assertThat(log).containsExactly("at once");
    }
}
