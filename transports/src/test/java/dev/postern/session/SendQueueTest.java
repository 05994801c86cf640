package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Message;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class SendQueueTest {

    private final SendQueue queue = new SendQueue();

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message -> ((EncodedMessage) message).text())
                .toList();
    }

    private void add(String... texts) {
        for (String text : texts) {
            queue.add(new EncodedMessage(text));
        }
    }

    @Test
    void givesInOrderAllThatFits() {
        add("one", "two", "three");
        assertThat(texts(queue.take(1000))).containsExactly("one", "two", "three");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void givesAtLeastOneHoweverSmallTheBudget() {
        add("long enough", "x");
        assertThat(texts(queue.take(1))).containsExactly("long enough");
        assertThat(texts(queue.take(-5))).containsExactly("x");
    }

    @Test
    void leavesWhatGoesOverTheBudget() {
        // "aaa" is 5 bytes quoted, and a comma goes between every two.
        add("aaa", "bbb", "ccc");
        assertThat(texts(queue.take(11))).containsExactly("aaa", "bbb");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(texts(queue.take(11))).containsExactly("ccc");
    }

    @Test
    void doesNotSkipOneThatIsTooBigForASmallerOneBehindIt() {
        add("a", "far too big for this budget", "b");
        assertThat(texts(queue.take(12))).containsExactly("a");
        assertThat(texts(queue.take(12))).containsExactly("far too big for this budget");
        assertThat(texts(queue.take(12))).containsExactly("b");
    }

    @Test
    void marksHowFarItWasWrittenAndReleased() {
        add("a", "b", "c");
        assertThat(queue.written()).isZero();
        queue.take(1);
        assertThat(queue.written()).isEqualTo(1);
        assertThat(queue.released()).isEqualTo(1);
        queue.take(1000);
        assertThat(queue.written()).isEqualTo(3);
        assertThat(queue.released()).isEqualTo(3);
    }

    @Test
    void countsDroppedMessagesAsGone() {
        add("a", "b");
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        add("c");
        assertThat(texts(queue.take(1000))).containsExactly("c");
        assertThat(queue.written()).isEqualTo(3);
    }

    @Test
    void worksOnAfterABurstThatItDoesNotKeepTheRoomOf() {
        List<String> burst =
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
        add(burst.toArray(String[]::new));
        assertThat(texts(queue.take(Long.MAX_VALUE))).isEqualTo(burst);
        add("next");
        assertThat(texts(queue.take(1))).containsExactly("next");
    }

    @Test
    void hasNothingToGiveWhenEmpty() {
        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(() -> queue.take(1)).isInstanceOf(IllegalStateException.class);
    }
}
