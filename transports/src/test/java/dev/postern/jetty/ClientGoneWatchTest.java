package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.jetty.Answers.Outcome;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawHttp.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** On connections that are not idle for long enough to be ended for that. */
class ClientGoneWatchTest {

    private final AtomicInteger gone = new AtomicInteger();
    private final BlockingQueue<Exchange> polls = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHundredPollsOverOneConnection(boolean tls) throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect(tls)) {
            for (int i = 0; i < 100; i++) {
                client.request("POST /" + i + " HTTP/1.1", "Host: h", "Content-Length: 2");
                client.send("[]");
                Exchange poll = polls.poll(30, TimeUnit.SECONDS);
                Answers.ok(poll, "answer to " + poll.path());
                assertThat(client.read().text()).isEqualTo("answer to /" + i);
            }
            assertThat(gone).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,close", "false,reset", "false,half", "true,close", "true,reset", "true,half"
    })
    void aClientThatLeavesIsNoticed(boolean tls, String how) throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect(tls)) {
            client.request("GET / HTTP/1.1", "Host: h");
            Exchange poll = polls.poll(30, TimeUnit.SECONDS);
            switch (how) {
                case "close" -> client.close();
                case "reset" -> client.reset();
                default -> client.shutdownOutput();
            }
            await().untilAtomic(gone, is(1));
            Outcome late = new Outcome();
            poll.respond(new ResponseHead(200), Answers.utf8("late"), late);
            assertThat(late).isCompletedExceptionally();
        }
        assertThat(gone).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatLeavesAStreamIsNoticedToo(boolean tls) throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect(tls)) {
            client.request("GET / HTTP/1.1", "Host: h");
            Exchange stream = polls.poll(30, TimeUnit.SECONDS);
            stream.begin(new ResponseHead(200), ByteBuffer.allocate(0));
            for (int i = 0; i < 10; i++) {
                Outcome done = new Outcome();
                stream.write(Answers.utf8("x"), false, done);
                done.get(30, TimeUnit.SECONDS);
            }
            client.readHead();
            client.close();
            await().untilAtomic(gone, is(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPipelinedRequestIsAnsweredAfterTheFirst(boolean tls) throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect(tls)) {
            for (int i = 0; i < 20; i++) {
                client.request("GET /first" + i + " HTTP/1.1", "Host: h");
                Exchange first = polls.poll(30, TimeUnit.SECONDS);
                client.request("POST /second HTTP/1.1", "Host: h", "Content-Length: 5");
                client.send("hello");
                client.request("GET /third HTTP/1.1", "Host: h", "X-Long: " + "x".repeat(6000));
                Answers.ok(first, first.path());
                assertThat(client.read().text()).isEqualTo("/first" + i);
                for (String path : new String[] {"/second", "/third"}) {
                    Exchange next = polls.poll(30, TimeUnit.SECONDS);
                    assertThat(next.path()).isEqualTo(path);
                    Answers.ok(next, next.path());
                    assertThat(client.read().text()).isEqualTo(path);
                }
            }
            assertThat(gone).hasValue(0);
        }
    }

    @Test
    void requestsInOneSegmentAreAnsweredInOrder() throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect()) {
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".repeat(50));
            for (int i = 0; i < 50; i++) {
                Answers.ok(polls.poll(30, TimeUnit.SECONDS), "" + i);
                assertThat(client.read().text()).isEqualTo("" + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false,1000", "true,200"})
    void abortAndCompletionRaceWithoutHarm(boolean tls, int rounds) throws Exception {
        ExecutorService racer = Executors.newSingleThreadExecutor();
        List<Round> played = new ArrayList<>();
        BlockingQueue<Round> waiting = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
            Round round = new Round(exchange, new AtomicInteger(), new Outcome());
            exchange.onClientGone(round.gone::incrementAndGet);
            return waiting.add(round);
        })) {
            for (int i = 0; i < rounds; i++) {
                try (RawHttp client = server.connect(tls)) {
                    client.request("GET / HTTP/1.1", "Host: h");
                    Round round = waiting.poll(30, TimeUnit.SECONDS);
                    CyclicBarrier start = new CyclicBarrier(2);
                    CompletableFuture<Void> answering = CompletableFuture.runAsync(
                            () -> {
                                meet(start);
                                round.poll.respond(
                                        new ResponseHead(200), Answers.utf8("x"), round.done);
                            },
                            racer);
                    meet(start);
                    client.shutdownOutput();
                    answering.get(30, TimeUnit.SECONDS);
                    round.done.handle((ok, failure) -> "over").get(30, TimeUnit.SECONDS);
                    played.add(round);
                }
            }
        } finally {
            racer.shutdown();
        }
        // The server has stopped: whoever is to hear of anything has heard.
        assertThat(played)
                .hasSize(rounds)
                .allSatisfy(round -> assertThat(round.gone.get())
                        .isLessThanOrEqualTo(round.done.isCompletedExceptionally() ? 1 : 0));
    }

    private record Round(Exchange poll, AtomicInteger gone, Outcome done) {}

    @ParameterizedTest
    @CsvSource({"false,1000", "true,200"})
    void aNextRequestAndCompletionRaceWithoutHarm(boolean tls, int rounds) throws Exception {
        ExecutorService racer = Executors.newSingleThreadExecutor();
        try (TestServer server = polling();
                RawHttp client = server.connect(tls)) {
            client.request("GET /0 HTTP/1.1", "Host: h");
            for (int i = 0; i < rounds; i++) {
                Exchange poll = polls.poll(30, TimeUnit.SECONDS);
                assertThat(poll.path()).isEqualTo("/" + i);
                CyclicBarrier start = new CyclicBarrier(2);
                CompletableFuture<Void> answering = CompletableFuture.runAsync(
                        () -> {
                            meet(start);
                            Answers.ok(poll, poll.path());
                        },
                        racer);
                meet(start);
                client.request("GET /" + (i + 1) + " HTTP/1.1", "Host: h");
                answering.get(30, TimeUnit.SECONDS);
                Reply reply = client.read();
                assertThat(reply.text()).isEqualTo("/" + i);
            }
            assertThat(gone).hasValue(0);
        } finally {
            racer.shutdown();
        }
    }

    @Test
    void theListenerHearsNothingAfterTheAnswer() throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect()) {
            client.request("GET / HTTP/1.1", "Host: h");
            Outcome done = new Outcome();
            polls.poll(30, TimeUnit.SECONDS)
                    .respond(new ResponseHead(200), Answers.utf8("x"), done);
            done.get(30, TimeUnit.SECONDS);
            client.read();
        }
        assertThat(gone).hasValue(0);
    }

    @Test
    void aStoppingServerTellsWhoStillWaits() throws Exception {
        try (TestServer server = polling();
                RawHttp client = server.connect()) {
            client.request("GET / HTTP/1.1", "Host: h");
            polls.poll(30, TimeUnit.SECONDS);
            server.server().stop();
            await().untilAtomic(gone, is(1));
        }
    }

    private TestServer polling() throws Exception {
        return TestServer.of(exchange -> {
            exchange.readBody(new Answers.Gathering(body -> {
                exchange.onClientGone(gone::incrementAndGet);
                polls.add(exchange);
            }));
            return true;
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
