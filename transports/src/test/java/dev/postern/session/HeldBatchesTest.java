package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class HeldBatchesTest {

    private record Asker(String name, boolean needsAnswer) implements Inlet {
        @Override
        public void accepted() {}

        @Override
        public void unknownSession() {}
    }

    private static final Asker REQUEST = new Asker("request", true);
    private static final Asker LATER = new Asker("later", true);
    private static final Asker SOCKET = new Asker("socket", false);

    private final HeldBatches held = new HeldBatches();
    private final List<Inlet> answered = new ArrayList<>();

    private static ClientBatch texts(String... texts) {
        return new ClientBatch.Texts(List.of(texts));
    }

    @Test
    void givesBatchesBackInOrderAndCountsTheirBytes() {
        ClientBatch first = texts("ab", "c");
        ClientBatch second = new ClientBatch.Binary(ByteBuffer.allocate(10));
        held.add(first);
        held.add(second);
        assertThat(held.bytes()).isEqualTo(13 + 3 * ClientBatch.MESSAGE_OVERHEAD);

        assertThat(held.next()).isSameAs(first);
        assertThat(held.bytes()).isEqualTo(10 + ClientBatch.MESSAGE_OVERHEAD);
        assertThat(held.next()).isSameAs(second);
        assertThat(held.bytes()).isZero();
        assertThat(held.isEmpty()).isTrue();
        assertThat(held.next()).isNull();
    }

    @Test
    void emptyMessagesWeighSomething() {
        for (int i = 0; i < 1000; i++) {
            held.add(texts("", "", ""));
        }
        assertThat(held.bytes()).isGreaterThanOrEqualTo(3000 * 16);
    }

    @Test
    void answersAllWhoWaitOnceAndInOrder() {
        held.await(REQUEST, 10);
        held.await(SOCKET, 10);
        held.await(LATER, 20);
        assertThat(held.isAwaited()).isTrue();

        held.releaseAll(answered::add);
        held.releaseAll(answered::add);

        assertThat(answered).containsExactly(REQUEST, SOCKET, LATER);
        assertThat(held.isAwaited()).isFalse();
    }

    @Test
    void answersInTimeThoseWhoNeedItOnly() {
        held.await(SOCKET, 5);
        held.await(REQUEST, 10);
        held.await(LATER, 20);

        held.releaseDue(9, answered::add);
        assertThat(answered).isEmpty();
        held.releaseDue(10, answered::add);
        assertThat(answered).containsExactly(REQUEST);
        held.releaseDue(1000, answered::add);
        assertThat(answered).containsExactly(REQUEST, LATER);
        assertThat(held.isAwaited()).as("the socket still waits").isTrue();
    }

    @Test
    void knowsWhenTheNextAnswerIsDue() {
        assertThat(held.nextDue(100)).isEqualTo(100);
        held.await(SOCKET, 5);
        assertThat(held.nextDue(100)).isEqualTo(100);
        held.await(LATER, 20);
        held.await(REQUEST, 10);
        assertThat(held.nextDue(100)).isEqualTo(10);
        assertThat(held.nextDue(7)).isEqualTo(7);
    }
}
