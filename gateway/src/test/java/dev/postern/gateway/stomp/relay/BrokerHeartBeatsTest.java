package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.stomp.HeartBeat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class BrokerHeartBeatsTest {

    private final FakeTimer timer = new FakeTimer();
    private int beats;
    private int silences;

    private final BrokerHeartBeats heartBeats =
            new BrokerHeartBeats(timer, timer::now, new BrokerHeartBeats.Listener() {
                @Override
                public void beat() {
                    beats++;
                }

                @Override
                public void silent(Duration since) {
                    assertThat(since).isEqualTo(Duration.ofSeconds(3));
                    silences++;
                }
            });

    @Test
    void beatsALittleSoonerThanPromised() {
        heartBeats.begin(new HeartBeat(1000, 0), new HeartBeat(0, 500));
        timer.advance(799);
        assertThat(beats).isZero();
        timer.advance(1);
        assertThat(beats).isEqualTo(1);
        timer.advance(8000);
        assertThat(beats).isEqualTo(11);
        assertThat(silences).isZero();
    }

    @Test
    void aFrameSavesABeat() {
        heartBeats.begin(new HeartBeat(1000, 0), new HeartBeat(0, 1000));
        timer.advance(700);
        heartBeats.sent();
        timer.advance(799);
        assertThat(beats).isZero();
    }

    @Test
    void threePeriodsWithoutAByteAreSilence() {
        heartBeats.begin(new HeartBeat(0, 1000), new HeartBeat(1000, 0));
        timer.advance(2000);
        heartBeats.heard();
        timer.advance(2999);
        assertThat(silences).isZero();
        timer.advance(1);
        assertThat(silences).isEqualTo(1);
        assertThat(beats).isZero();
    }

    @Test
    void whoWantsNoneGetsNoneAndIsNotMissed() {
        heartBeats.begin(new HeartBeat(1000, 1000), HeartBeat.NONE);
        timer.advance(60_000);
        assertThat(beats + silences).isZero();
    }

    @Test
    void theEndIsTheEnd() {
        heartBeats.begin(new HeartBeat(1000, 1000), new HeartBeat(1000, 1000));
        heartBeats.end();
        timer.advance(60_000);
        assertThat(beats + silences).isZero();
    }
}
