package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A broker is killed under many sessions, and comes back: so do they, one after the other. */
class BrokerRestartIT {

    private static final int SESSIONS = 200;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final List<ClientTransport> TRANSPORTS = List.of(
            ClientTransport.WEBSOCKET,
            ClientTransport.RAW_WEBSOCKET,
            ClientTransport.XHR_STREAMING,
            ClientTransport.XHR_POLLING);

    private static ArtemisBroker broker;
    private static GatewayProcess gateway;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(16);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    /** The longest that this machine slept: then all come at once whose turn it would have been. */
    private static final class Nap {

        private volatile long last = System.nanoTime();
        private volatile long longest;

        static Nap watchedBy(ScheduledExecutorService watch) {
            Nap nap = new Nap();
            Future<?> unused = watch.scheduleWithFixedDelay(
                    () -> {
                        long now = System.nanoTime();
                        nap.longest = Math.max(nap.longest, now - nap.last);
                        nap.last = now;
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            return nap;
        }

        double seconds() {
            return (double) longest / SECOND;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.start();
        gateway = GatewayProcess.start(
                "--grace", "500ms", "--route", "/stomp=stomp+tcp://127.0.0.1:" + broker.port());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    /** As clients do whose programs are all alike: half of them at once, half after the same delay. */
    @Test
    void everySessionIsToldAndAllComeBackSpreadOverTime() throws Exception {
        List<ReturningClient> clients = IntStream.range(0, SESSIONS)
                .mapToObj(i -> ReturningClient.start(
                        TRANSPORTS.get(i % TRANSPORTS.size()),
                        gateway.port(),
                        clock,
                        i % 8 < 4 ? Duration.ZERO : Duration.ofSeconds(1)))
                .toList();
        try {
            awaitAll(clients, 60, client -> client.connects().size() == 1);
            Nap nap = Nap.watchedBy(watch);
            long killed = System.nanoTime();
            broker.kill();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> clients.stream()
                                    .filter(client -> !client.endings().isEmpty())
                                    .count()
                            >= SESSIONS / 2);
            broker.restart();
            awaitAll(clients, 60, client -> client.connects().size() == 2);

            for (ReturningClient client : clients) {
                assertThat(client.errors().get(0))
                        .isEqualTo("broker 127.0.0.1:" + broker.port() + " lost");
                assertThat(client.endings().get(0)).isEqualTo(new Ending(1011, "Broker lost"));
            }
            ToLongFunction<ReturningClient> back = client -> client.connects().get(1) - killed;
            assertThat(clients.stream().mapToLong(back).max().orElseThrow())
                    .isLessThan(60 * SECOND);
            assertSpread(clients.stream().mapToLong(back).sorted().toArray(), nap);

            clients.forEach(client -> client.ask("there?"));
            awaitAll(clients, 60, client -> client.receipts().contains("there?"));
        } finally {
            clients.forEach(ReturningClient::close);
            clock.shutdownNow();
            watch.shutdownNow();
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** It takes its time, and no second has more than twice the average of reconnects. */
    private static void assertSpread(long[] times, Nap nap) {
        long first = times[0];
        double seconds = (double) (times[times.length - 1] - first) / SECOND;
        // In less than that no second could have too many. The default of relay.reconnect-spread is
        // 10 s.
        assertThat(seconds).isGreaterThan(5);
        var perSecond = IntStream.range(0, times.length)
                .mapToObj(i -> (times[i] - first) / SECOND)
                .collect(Collectors.groupingBy(second -> second, Collectors.counting()));
        assertThat(perSecond.values())
                .as("reconnects per second, over " + seconds + " s: " + perSecond + ", nap of "
                        + nap.seconds() + " s")
                .allSatisfy(count -> assertThat(count * seconds)
                        .isLessThanOrEqualTo(2.0 * SESSIONS * (1 + nap.seconds())));
    }

    private static void awaitAll(
            List<ReturningClient> clients, int seconds, Predicate<ReturningClient> which) {
        await().atMost(Duration.ofSeconds(seconds))
                .until(() -> clients.stream().filter(which).count() == clients.size());
    }
}
