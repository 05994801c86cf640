package dev.postern.jetty;

import static dev.postern.testing.RawWebSocket.BINARY;
import static dev.postern.testing.RawWebSocket.CLOSE;
import static dev.postern.testing.RawWebSocket.CONTINUATION;
import static dev.postern.testing.RawWebSocket.PING;
import static dev.postern.testing.RawWebSocket.PONG;
import static dev.postern.testing.RawWebSocket.TEXT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;
import dev.postern.jetty.Answers.Outcome;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawWebSocket;
import dev.postern.testing.RawWebSocket.Frame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What all ways to speak RFC 6455 have to do alike: our own frames at either end, and Jetty's. */
@ParameterizedClass
@EnumSource
class WebSocketTest {

    enum Way {
        OURS,
        OURS_AS_CLIENT,
        JETTYS
    }

    private static final int FIN = 0x80;
    private static final int MAX = 64 * 1024;

    private final Way way;
    private final Recorder recorder = Recorder.greedy();
    private TestServer server;

    WebSocketTest(Way way) {
        this.way = way;
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void messagesComeWhole() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.sendText("h\u00e9llo \ud83d\ude00")
                    .sendBinary(new byte[] {'a', 'b'})
                    .sendText("");
            assertThat(recorder.next()).isEqualTo("text h\u00e9llo \ud83d\ude00");
            assertThat(recorder.next()).isEqualTo("binary ab");
            assertThat(recorder.next()).isEqualTo("text ");
        }
    }

    @Test
    void fragmentsWithPingsInBetweenMakeOneMessage() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(TEXT, bytes("one "));
            client.send(FIN | PING, bytes("1"));
            client.send(CONTINUATION, bytes(""));
            client.send(CONTINUATION, bytes("two "));
            client.send(FIN | PING, bytes("2"));
            client.send(FIN | PONG, bytes("unasked"));
            client.send(FIN | CONTINUATION, bytes("three"));
            assertThat(client.read().text()).isEqualTo("1");
            Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("2");
            assertThat(recorder.next()).isEqualTo("text one two three");
        }
    }

    @Test
    void oneByteAtATimeIsFineToo() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(frame(TEXT, bytes("\ud83d\ude00")));
            all.writeBytes(frame(FIN | CONTINUATION, bytes("\u20ac")));
            all.writeBytes(frame(FIN | BINARY, new byte[300]));
            for (byte b : all.toByteArray()) {
                client.sendRaw(new byte[] {b});
            }
            assertThat(recorder.next()).isEqualTo("text \ud83d\ude00\u20ac");
            assertThat(recorder.next()).isEqualTo("binary " + "\0".repeat(300));
        }
    }

    @Test
    void aLargestMessageIsTakenAndALargerOneIs1009() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.sendText("x".repeat(MAX));
            assertThat(recorder.next()).hasSize(MAX + 5);
            client.sendText("x".repeat(MAX + 1));
            assertThat(recorder.next()).isEqualTo("close 1009 Message too big");
            assertClosedWith(client, 1009);
        }
    }

    @Test
    void tooBigIsFoundAcrossFragmentsAndHoweverMuchFollows() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(BINARY, new byte[MAX]);
            client.send(CONTINUATION, new byte[1]);
            assertThat(recorder.next()).isEqualTo("close 1009 Message too big");
            for (int i = 0; i < 50; i++) {
                client.send(CONTINUATION, new byte[MAX]);
            }
            assertClosedWith(client, 1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "one byte"})
    void aFloodOfTinyFragmentsEnds(String kind) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(frame(TEXT, bytes("")));
            for (int i = 0; i < 3000; i++) {
                flood.writeBytes(frame(CONTINUATION, bytes(kind.equals("empty") ? "" : "x")));
            }
            client.sendRaw(flood.toByteArray());
            assertThat(recorder.next()).isEqualTo("close 1008 Too many fragments");
            assertClosedWith(client, 1008);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // whole, or cut at the bars
        "c0af",
        "eda080",
        "f4908080",
        "ff",
        "68656c6c|c3",
        "e2|82|41",
        "f0|9f98|c3",
        "6869|fe|6869"
    })
    void invalidUtf8Is1007AtOnce(String hex) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            List<String> pieces = Collections.list(new StringTokenizer(hex, "|")).stream()
                    .map(Object::toString)
                    .toList();
            for (int i = 0; i < pieces.size(); i++) {
                boolean last = i == pieces.size() - 1;
                client.send(
                        (last ? FIN : 0) | (i == 0 ? TEXT : CONTINUATION),
                        HexFormat.of().parseHex(pieces.get(i)));
            }
            assertThat(recorder.next()).isEqualTo("close 1007 Invalid UTF-8");
            assertClosedWith(client, 1007);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c100", "a100", "9100", "8300", "8b00", "8f00", "0900", "8080", "8900"})
    void aBreachOfFramingIs1002(String frame) throws Exception {
        // All as their sender should mask them, but the last.
        byte[] start = HexFormat.of().parseHex(frame);
        boolean wrongly = frame.equals("8900");
        boolean masked = wrongly == (way == Way.OURS_AS_CLIENT);
        try (RawWebSocket client = open(recorder)) {
            client.sendRaw(
                    masked
                            ? RawWebSocket.frame(start[0] & 0xFF, new byte[0])
                            : RawWebSocket.unmasked(start[0] & 0xFF, new byte[0]));
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(recorder.next()).startsWith("close 1002");
            assertThat(client.read()).isNull();
        }
    }

    @Test
    void aControlFrameTooLongIs1002() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(FIN | PING, new byte[126]);
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(recorder.next()).startsWith("close 1002");
        }
    }

    @Test
    void aNewMessageWithinAMessageIs1002() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(TEXT, bytes("a")).send(FIN | TEXT, bytes("b"));
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(recorder.next()).startsWith("close 1002");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999
            })
    void aCloseIsAnsweredAndTold(int code) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.sendText("before").sendClose(code, "why \u20ac");
            assertThat(client.read().closeCode()).isEqualTo(code);
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("text before");
            assertThat(recorder.next()).isEqualTo("close " + code + " why \u20ac");
        }
        assertThat(recorder.isSilent()).isTrue();
    }

    @Test
    void aCloseWithoutACodeIs1005() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(FIN | CLOSE, new byte[0]);
            assertThat(client.read().payload()).isEmpty();
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("close 1005");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    void aCodeThatMayNotBeSentIs1002(int code) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.sendClose(code, "");
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(recorder.next()).startsWith("close 1002");
        }
    }

    @Test
    void aCloseReasonHasToBeUtf8() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8, (byte) 0xFF});
            assertThat(client.read().closeCode()).isEqualTo(1007);
            assertThat(recorder.next()).startsWith("close 1007");
        }
    }

    @ParameterizedTest
    @CsvSource({"false,half", "false,close", "false,reset", "true,half", "true,close", "true,reset"
    })
    void anEndWithoutACloseIsAnAbort(boolean tls, String how) throws Exception {
        try (RawWebSocket client = open(recorder, tls)) {
            client.sendText("x");
            assertThat(recorder.next()).isEqualTo("text x");
            switch (how) {
                case "half" -> client.connection().shutdownOutput();
                case "close" -> client.close();
                default -> client.connection().reset();
            }
            assertThat(recorder.next()).isEqualTo("abort");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 1013, 3000})
    void closeSendsWhatIsQueuedAndWaitsForTheAnswer(int code) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            WebSocketChannel channel = recorder.channel();
            for (int i = 0; i < 20; i++) {
                channel.sendText(Answers.utf8("m" + i), false, Completion.IGNORED);
            }
            channel.close(code, "bye");
            Outcome late = new Outcome();
            channel.sendText(Answers.utf8("late"), false, late);
            assertThat(late).isCompletedExceptionally();
            client.sendText("crossing");
            for (int i = 0; i < 20; i++) {
                assertThat(client.read().text()).isEqualTo("m" + i);
            }
            Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(close.closeReason()).isEqualTo("bye");
            client.sendClose(code, "bye");
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("close " + code + " bye");
        }
    }

    @Test
    void aPeerThatDoesNotAnswerACloseIsCutOff() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            server.hurry();
            recorder.channel().close(1000, "");
            assertThat(client.read().closeCode()).isEqualTo(1000);
            assertThat(recorder.next()).isEqualTo("abort");
        }
    }

    @Test
    void closeOfAWebSocketThatNobodyDemandsFromStillEnds() throws Exception {
        Recorder idle = Recorder.demanding(0);
        try (RawWebSocket client = open(idle)) {
            idle.channel().close(1001, "drain");
            assertThat(client.read().closeCode()).isEqualTo(1001);
            client.sendClose(1001, "");
            assertThat(client.read()).isNull();
            assertThat(idle.next()).isEqualTo("close 1001");
        }
    }

    @Test
    void abortCuts() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            recorder.channel().abort();
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("abort");
            Outcome late = new Outcome();
            recorder.channel().sendText(Answers.utf8("x"), false, late);
            assertThat(late).isCompletedExceptionally();
            recorder.channel().close(1000, "");
            recorder.channel().demand();
            recorder.channel().ping();
        }
        assertThat(recorder.isSilent()).isTrue();
    }

    @Test
    void noMoreIsReadThanWasDemanded() throws Exception {
        Recorder two = Recorder.demanding(2);
        try (RawWebSocket client = open(two)) {
            for (int i = 0; i < 2; i++) {
                client.send(FIN | PING, bytes("" + i)).sendText("m" + i);
                assertThat(two.next()).isEqualTo("text m" + i);
                assertThat(client.read().text()).isEqualTo("" + i);
            }
            client.send(FIN | PING, bytes("2")).sendText("m2");
            await().during(Duration.ofMillis(200)).until(two::isSilent);
            two.channel().demand();
            assertThat(two.next()).isEqualTo("text m2");
            assertThat(client.read().text()).isEqualTo("2");
            client.send(FIN | CLOSE, new byte[0]);
            await().during(Duration.ofMillis(200)).until(two::isSilent);
            two.channel().demand();
            assertThat(two.next()).isEqualTo("close 1005");
        }
    }

    @Test
    void demandFromManyThreadsLosesNothing() throws Exception {
        int messages = 2_000;
        Recorder many = Recorder.demanding(0);
        try (RawWebSocket client = open(many)) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (int i = 0; i < messages; i++) {
                    client.sendText("" + i);
                }
                for (int i = 0; i < messages; i++) {
                    threads.execute(() -> demandFrom(many));
                }
                for (int i = 0; i < messages; i++) {
                    assertThat(many.next()).isEqualTo("text " + i);
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    private static void demandFrom(Recorder recorder) {
        try {
            recorder.channel().demand();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutDemandThePeerIsHeldBack() throws Exception {
        Recorder one = Recorder.demanding(1);
        AtomicLong sent = new AtomicLong();
        try (RawWebSocket client = open(one)) {
            Thread flood = new Thread(() -> {
                try {
                    while (sent.get() < 200_000_000) {
                        client.sendBinary(new byte[MAX]);
                        sent.addAndGet(MAX);
                    }
                } catch (IOException e) {
                    // the test has seen enough
                }
            });
            flood.start();
            assertThat(one.next()).startsWith("binary");
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(50_000_000);
            assertThat(one.isSilent()).isTrue();
            client.connection().reset();
            flood.join(30_000);
        }
    }

    @Test
    void aHundredMessagesInARowArriveInOrderInFewWrites() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            WebSocketChannel channel = recorder.channel();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Outcome done = new Outcome();
                outcomes.add(done);
                channel.sendText(Answers.utf8("message " + i), i < 99, done);
            }
            outcomes.get(99).get(30, TimeUnit.SECONDS);
            assertThat(outcomes).allMatch(Outcome::isDone);
            int reads = 0;
            int bytes = 0;
            int head = way == Way.OURS_AS_CLIENT ? 6 : 2;
            while (bytes < 100 * head + 10 * 9 + 90 * 10) {
                bytes += client.connection().readSome(65536).length;
                reads++;
            }
            assertThat(reads).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void largeMessagesGoOutInOneFrame() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            byte[] large = new byte[3_000_000];
            large[2_999_999] = 7;
            Outcome done = new Outcome();
            recorder.channel().sendBinary(ByteBuffer.wrap(large), false, done);
            Frame frame = client.read();
            assertThat(frame.first()).isEqualTo(FIN | BINARY);
            assertThat(frame.payload()).isEqualTo(large);
            done.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void pingIsSentAndAnyFrameIsHeard() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            WebSocketChannel channel = recorder.channel();
            assertThat(channel.heard()).isFalse();
            channel.ping();
            assertThat(client.read().opcode()).isEqualTo(PING);
            client.send(FIN | PONG, new byte[0]);
            await().until(channel::heard);
            assertThat(channel.heard()).isFalse();
            client.sendText("x");
            recorder.next();
            assertThat(channel.heard()).isTrue();
        }
    }

    @Test
    void pingsWithoutEndAreAnsweredWithinBounds() throws Exception {
        server = serving(recorder);
        try (RawWebSocket client = openAt(RawHttp.connectNarrow(server.port()))) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int i = 0; i < 10_000; i++) {
                batch.writeBytes(frame(FIN | PING, new byte[125]));
            }
            byte[] pings = batch.toByteArray();
            for (int i = 0; i < 20; i++) {
                client.sendRaw(pings);
            }
            client.sendText("still here");
            assertThat(recorder.next()).isEqualTo("text still here");
            int pongs = 0;
            client.connection().timeoutMillis(1000);
            try {
                while (client.read().opcode() == PONG) {
                    pongs++;
                }
            } catch (SocketTimeoutException e) {
                // those were all
            }
            assertThat(pongs).isBetween(16, 199_999);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPeerThatReadsLateGetsAllInOrder(boolean tls) throws Exception {
        int messages = 300;
        try (RawWebSocket client = open(recorder, tls)) {
            WebSocketChannel channel = recorder.channel();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                Outcome done = new Outcome();
                outcomes.add(done);
                // From tiny to far larger than any buffer on the way.
                byte[] message = new byte[4 + (i % 10) * (i % 7) * 9_973];
                ByteBuffer.wrap(message).putInt(i);
                channel.sendBinary(ByteBuffer.wrap(message), i % 5 == 0, done);
            }
            channel.sendText(Answers.utf8("last"), false, Completion.IGNORED);
            assertThat(outcomes.get(messages - 1).isDone()).isFalse();
            for (int i = 0; i < messages; i++) {
                byte[] payload = client.read().payload();
                assertThat(payload).hasSize(4 + (i % 10) * (i % 7) * 9_973);
                assertThat(ByteBuffer.wrap(payload).getInt()).isEqualTo(i);
            }
            assertThat(client.read().text()).isEqualTo("last");
            await().untilAsserted(() -> assertThat(outcomes).allMatch(CompletableFuture::isDone));
            assertThat(outcomes).noneMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largeMessagesInPiecesOverAnyTransport(boolean tls) throws Exception {
        try (RawWebSocket client = open(recorder, tls)) {
            String large = "h\u00e9\ud83d\ude00".repeat(MAX / 8);
            for (int i = 0; i < 20; i++) {
                client.sendText(large);
                assertThat(recorder.next()).isEqualTo("text " + large);
            }
        }
    }

    @Test
    void threadsThatSendAtOnceMixNoFrames() throws Exception {
        int each = 500;
        try (RawWebSocket client = open(recorder)) {
            WebSocketChannel channel = recorder.channel();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (int t = 0; t < 4; t++) {
                    int thread = t;
                    threads.execute(() -> {
                        for (int i = 0; i < each; i++) {
                            channel.sendText(
                                    Answers.utf8(thread + " " + i + " " + "x".repeat(i)),
                                    false,
                                    Completion.IGNORED);
                        }
                    });
                }
                int[] next = new int[4];
                for (int i = 0; i < 4 * each; i++) {
                    String[] parts = client.read().text().split(" ", -1);
                    int thread = Integer.parseInt(parts[0]);
                    assertThat(parts[1]).isEqualTo("" + next[thread]);
                    assertThat(parts[2]).hasSize(next[thread]++);
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void anInvalidByteIsRefusedBeforeItsFrameIsThere() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            byte[] frame = frame(FIN | TEXT, invalidAt(2, 100));
            client.sendRaw(Arrays.copyOf(frame, 20));
            assertThat(recorder.next()).isEqualTo("close 1007 Invalid UTF-8");
            assertThat(client.read().closeCode()).isEqualTo(1007);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000ffffffff", "7fffffffffffffff", "0000000000020000"})
    void aLengthOverTheLimitIs1009(String length) throws Exception {
        try (RawWebSocket client = open(recorder)) {
            client.sendRaw(HexFormat.of()
                    .parseHex(
                            way == Way.OURS_AS_CLIENT
                                    ? "827f" + length
                                    : "82ff" + length + "00000000"));
            if (way == Way.JETTYS) {
                // It allocates nothing, but notices some only once there is that much.
                try {
                    for (int i = 0; i < 3; i++) {
                        client.sendRaw(new byte[MAX / 2]);
                    }
                } catch (IOException closed) {
                    // It had noticed before.
                }
            } else {
                client.sendRaw(new byte[1]);
            }
            assertThat(client.read().closeCode()).isEqualTo(1009);
            assertThat(recorder.next()).startsWith("close 1009");
        }
    }

    @Test
    void whatFollowsABreachOrACloseIsNotRead() throws Exception {
        try (RawWebSocket client = open(recorder)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(frame(FIN | TEXT, bytes("before")));
            all.writeBytes(frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8}));
            all.writeBytes(frame(FIN | TEXT, bytes("after")));
            client.sendRaw(all.toByteArray());
            assertThat(client.read().closeCode()).isEqualTo(1000);
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("text before");
            assertThat(recorder.next()).isEqualTo("close 1000");
        }
        assertThat(recorder.isSilent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closesThatCrossEndTheConnection(boolean tls) throws Exception {
        try (RawWebSocket client = open(recorder, tls)) {
            recorder.channel().close(1000, "ours");
            client.sendClose(1001, "theirs");
            assertThat(client.read().closeCode()).isIn(1000, 1001);
            assertThat(client.read()).isNull();
            assertThat(recorder.next()).isEqualTo("close 1001 theirs");
        }
    }

    @Test
    void aFloodDoesNotStarveOthers() throws Exception {
        try (RawWebSocket flooding = open(Recorder.greedy());
                RawWebSocket quiet = openAt(server.connect())) {
            Thread flood = new Thread(() -> {
                byte[] frames = frame(FIN | PONG, new byte[100]);
                ByteBuffer many = ByteBuffer.allocate(frames.length * 1000);
                while (many.hasRemaining()) {
                    many.put(frames);
                }
                try {
                    while (true) {
                        flooding.sendRaw(many.array());
                    }
                } catch (IOException e) {
                    // the end of the test
                }
            });
            flood.start();
            for (int i = 0; i < 200; i++) {
                quiet.send(FIN | PING, bytes("" + i));
                assertThat(quiet.read().text()).isEqualTo("" + i);
            }
            flooding.connection().reset();
            flood.join(30_000);
        }
    }

    @Test
    void aListenerThatThrowsClosesWith1011AndHarmsNobodyElse() throws Exception {
        WebSocketListener clumsy = new WebSocketListener() {
            @Override
            public void onOpen(WebSocketChannel channel) {
                channel.demand();
            }

            @Override
            public void onTexts(List<String> texts) {
                throw new IllegalStateException("clumsy on purpose");
            }

            @Override
            public void onBinary(ByteBuffer data) {}

            @Override
            public void onClose(int code, String reason) {}

            @Override
            public void onAbort(Throwable cause) {}
        };
        try (RawWebSocket client = open(clumsy);
                RawWebSocket other = openAt(server.connect())) {
            client.sendText("x");
            assertClosedWith(client, 1011);
            other.send(FIN | PING, bytes("alive"));
            assertThat(other.read().text()).isEqualTo("alive");
        }
    }

    /** The Close frame comes even if much was unread, and the connection ends when it is answered. */
    private static void assertClosedWith(RawWebSocket client, int code) throws Exception {
        Frame close = client.read();
        assertThat(close.opcode()).isEqualTo(CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
        client.sendClose(code, "");
        assertThat(client.read()).isNull();
    }

    private RawWebSocket open(WebSocketListener listener) throws Exception {
        return open(listener, false);
    }

    private RawWebSocket open(WebSocketListener listener, boolean tls) throws Exception {
        server = serving(listener);
        return openAt(server.connect(tls));
    }

    private RawWebSocket openAt(RawHttp http) throws IOException {
        RawWebSocket peer = RawWebSocket.open(http, "/");
        return way == Way.OURS_AS_CLIENT ? peer.playServer() : peer;
    }

    /** The bytes of a frame as the peer should send it. */
    private byte[] frame(int first, byte[] payload) {
        return way == Way.OURS_AS_CLIENT
                ? RawWebSocket.unmasked(first, payload)
                : RawWebSocket.frame(first, payload);
    }

    /** The first WebSocket is {@code first}'s, all others are greedy. */
    private TestServer serving(WebSocketListener first) throws Exception {
        List<WebSocketListener> listeners = new ArrayList<>(List.of(first));
        WebSocketSettings settings = new WebSocketSettings(null, MAX, false);
        Supplier<WebSocketListener> next =
                () -> listeners.isEmpty() ? Recorder.greedy() : listeners.remove(0);
        return switch (way) {
            case OURS ->
                TestServer.of(exchange -> {
                    exchange.upgrade(settings, next.get());
                    return true;
                });
            case OURS_AS_CLIENT -> TestServer.onClientEnds(MAX, next);
            case JETTYS -> TestServer.onJettysWebSockets(settings, next);
        };
    }

    private static byte[] invalidAt(int at, int size) {
        byte[] payload = new byte[size];
        Arrays.fill(payload, (byte) 'x');
        payload[at] = (byte) 0xFF;
        return payload;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
