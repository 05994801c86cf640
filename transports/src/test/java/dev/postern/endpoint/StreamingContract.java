package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What holds for responses that carry frame after frame. */
interface StreamingContract extends HttpContract {

    @Test
    default void oneResponseCarriesManyFramesEachInAPieceOfItsOwn() {
        serve(Limits.DEFAULT);
        HttpClient client = (HttpClient) driver().open("s");
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        client.send("a");
        client.send("b");
        assertThat(hear(client, 2)).containsExactly("a", "b");
        assertThat(client.receiving().pieceSizes()).as("prelude, o, a, a").hasSize(4);
        assertThat(client.receiving().isComplete()).isFalse();
    }

    @Test
    default void theResponseEndsAtItsLimitAndTheNextGoesOn() {
        serve(Limits.DEFAULT.withResponse(200, Duration.ofMinutes(2)));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        Reply first = client.receiving();
        backend().session().send("x".repeat(100));
        assertThat(first.isComplete()).isFalse();
        backend().session().send("y".repeat(100));
        assertThat(first.isComplete()).isTrue();
        backend().session().send("z");

        assertThat(hear(client, 3)).containsExactly("x".repeat(100), "y".repeat(100), "z");
        assertThat(client.receiving()).isNotSameAs(first);
    }

    @Test
    default void theResponseEndsWithTheFirstFrameAfterItsAge() {
        serve(Limits.DEFAULT.withResponse(1 << 20, Duration.ofSeconds(10)));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        Reply first = client.receiving();
        driver().pass(Duration.ofSeconds(9));
        backend().session().send("young");
        assertThat(first.isComplete()).isFalse();
        driver().pass(Duration.ofSeconds(1));
        backend().session().send("old");
        assertThat(first.isComplete()).isTrue();
        assertThat(hear(client, 2)).containsExactly("young", "old");
    }

    @Test
    default void aPollThatOvertakesTheEndOfItsPredecessorIsServed() {
        serve(Limits.DEFAULT.withResponse(50, Duration.ofMinutes(2)));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        Reply first = client.receiving();
        first.stall();
        backend().session().send("x".repeat(100));
        backend().session().send("next");

        // The first response's last write has not been reported yet.
        TransportClient overtaking = driver().open("s");
        assertThat(overtaking.hear()).isEqualTo(Heard.messages("next"));
        first.goOn();
        assertThat(heard()).isEmpty();
    }

    @Test
    default void aWriteThatMakesNoProgressEndsTheSession() {
        // More than the kernel takes for a client that does not read.
        serve(Limits.DEFAULT.withResponse(8 << 20, Duration.ofMinutes(2)));
        TransportClient client = driver().open("s");
        client.hear();
        client.stopReading();
        for (int i = 0; i < 100; i++) {
            backend().session().send("x".repeat(driver().messageSize()));
        }
        // Twice, for the kernel may have taken a little more meanwhile.
        driver().pass(Limits.DEFAULT.stall().multipliedBy(2));
        // What the kernel took may have made room before.
        assertThat(heard()).last().isEqualTo("close 1008");
        assertThat(heard()).filteredOn(word -> !word.equals("writable")).hasSize(1);
        driver().pass(Limits.DEFAULT.linger());
        driver().settleUntil(client::isCut);
    }
}
