package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.http.Exchange;
import dev.postern.testing.RawHttp;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class HeadTimeoutTest {

    private static final Duration LIMIT = Duration.ofMillis(400);

    private final Clock clock = new Clock();
    private final Server server = new Server(null, clock, null);
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger late = new AtomicInteger();
    private ServerConnector connector;

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        connector = new TurnConnector(
                server, new TurnHttpConnectionFactory(http, LIMIT, late::incrementAndGet));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new SockJsHandler(List.of(waiting::add)));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        clock.goOn();
        server.stop();
    }

    private RawHttp connect() throws IOException {
        return RawHttp.connect(connector.getLocalPort());
    }

    private Exchange next() throws InterruptedException {
        return waiting.poll(30, TimeUnit.SECONDS);
    }

    private void answer(RawHttp client) throws Exception {
        answer(next(), client);
    }

    private static void answer(Exchange exchange, RawHttp client) throws IOException {
        Answers.ok(exchange, "fine");
        assertThat(client.read().text()).isEqualTo("fine");
    }

    @Test
    void aHeadThatTricklesIsAnswered408AndItsConnectionClosed() throws Exception {
        clock.standStill();
        try (RawHttp client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n");
            // A byte now and then is all that Jetty's idle timeout asks for.
            long start = System.nanoTime();
            while (System.nanoTime() - start < LIMIT.toNanos()) {
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                client.send("X: y\r\n");
            }
            clock.goOn();
            RawHttp.Reply response = client.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.text()).isEqualTo("Request Timeout\n");
            assertThat(client.atEnd()).isTrue();
        }
        assertThat(waiting).isEmpty();
    }

    @Test
    void aConnectionOnWhichNothingComesIsClosedWithoutAWord() throws Exception {
        try (RawHttp client = connect()) {
            assertThat(client.atEnd()).isTrue();
        }
        await().untilAsserted(() -> assertThat(late).hasValue(1));
    }

    @Test
    void aLaterHeadHasItsOwnTime() throws Exception {
        clock.standStill();
        try (RawHttp client = connect()) {
            client.request("GET /1 HTTP/1.1", "Host: h");
            answer(client);
            client.send("GET /2 HT");
            clock.goOn();
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void neitherAWaitingRequestNorAConnectionBetweenTwoOfThemIsLate() throws Exception {
        clock.standStill();
        try (RawHttp client = connect();
                RawHttp silent = connect()) {
            client.request("GET /1 HTTP/1.1", "Host: h");
            Exchange first = next();
            clock.goOn();
            assertThat(silent.atEnd()).isTrue();
            answer(first, client);
            try (RawHttp another = connect()) {
                assertThat(another.atEnd()).isTrue();
            }
            clock.standStill();
            client.send("GET /2 HTTP/1.1\r\n");
            client.send("Host: h\r\n\r\n");
            answer(client);
        }
        clock.goOn();
        await().untilAsserted(() -> assertThat(late).hasValue(2));
    }

    /** While it stands still nobody looks whether a head is late, however the machine stalls. */
    private static final class Clock extends ScheduledExecutorScheduler {

        private CountDownLatch goingOn = new CountDownLatch(0);

        void standStill() throws InterruptedException {
            CountDownLatch until = new CountDownLatch(1);
            CountDownLatch stands = new CountDownLatch(1);
            goingOn = until;
            // It has one thread.
            schedule(
                    () -> {
                        stands.countDown();
                        awaitQuietly(until);
                    },
                    0,
                    TimeUnit.MILLISECONDS);
            stands.await();
        }

        void goOn() {
            goingOn.countDown();
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
