package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Few sessions connect at a time: whatever goes wrong with one, its place is another's. */
class RelayPlacesTest {

    private volatile @Nullable String wrong;

    /** Names are looked up on it: there an attempt can go wrong before it has begun. */
    private Executor breaking(Executor executor) {
        return task -> {
            String what = wrong;
            if ("exception".equals(what)) {
                throw new RejectedExecutionException("on purpose");
            } else if ("error".equals(what)) {
                throw new LinkageError("on purpose");
            }
            executor.execute(task);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void anAttemptThatThrowsGivesItsPlaceBack(String what) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker();
                RunningRelay running = new RunningRelay(
                        "stomp+tcp://localhost:" + broker.port(),
                        RunningRelay.settings(Duration.ZERO, Duration.ofSeconds(30)),
                        threads -> new BrokerConnector(breaking(threads)))) {
            wrong = what;
            List<RelayClient> refused = new ArrayList<>();
            for (int i = 0; i <= ConnectQueue.MAX_CONNECTING; i++) {
                refused.add(RelayClient.connect(running.relay()));
            }
            wrong = null;
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                peer.say("CONNECTED\nversion:1.2\n\n\0");
                await().until(() -> client.received.size() == 1);
            }
            await().until(() -> refused.stream().allMatch(each -> each.fault != null));
            assertThat(refused)
                    .allSatisfy(each ->
                            assertThat(each.fault.status()).isEqualTo(CloseStatus.BAD_GATEWAY));
        }
    }
}
