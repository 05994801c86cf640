package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What waits at the gate, and how a client's messages become the backend's. */
@Timeout(60)
class StompGateFlowTest {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0";
    private static final int MARK = 4000;

    private final FakeTimers timers = new FakeTimers();
    private final FakeSession client = new FakeSession();

    private void comes(Backend backend, StompSettings settings) {
        Limits limits = Limits.DEFAULT.withReceiveQueue(MARK, 2 * MARK);
        new StompGate(backend, settings, limits, timers).connect(client, client);
    }

    /** A backend that is slow with a frame that says so. */
    private static final class Slow implements StompConnection {

        private final StompSession session;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private final CountDownLatch go = new CountDownLatch(1);

        Slow(StompSession session) {
            this.session = session;
        }

        @Override
        public void onFrame(StompFrame frame) {
            if (frame.command().isConnect()) {
                session.send(StompFrame.of(StompCommand.CONNECTED, StompHeaders.EMPTY));
                return;
            }
            heard.add(frame.text());
            threads.add(Thread.currentThread().getName());
            if (frame.text().equals("wait")) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static String frame(String body) {
        return "SEND\ndestination:/a\n\n" + body + "\0";
    }

    @Test
    void aClientThatSendsWhileAnotherThreadIsAtItIsNotReadPastTheMark() throws Exception {
        CompletableFuture<ConnectVerdict> verdict = new CompletableFuture<>();
        List<Slow> backends = new ArrayList<>();
        comes(
                Backend.nonBlocking(session -> {
                    Slow slow = new Slow((StompSession) session);
                    backends.add(slow);
                    return slow;
                }),
                StompSettings.DEFAULT.withCredentials((connect, handshake) -> verdict));
        client.says(CONNECT + frame("wait"));
        Thread credentials = new Thread(
                () -> verdict.complete(new ConnectVerdict.Accepted(Identity.ANONYMOUS)), "checks");
        credentials.setDaemon(true);
        credentials.start();
        await().until(() -> !backends.isEmpty() && backends.get(0).heard.contains("wait"));
        Slow slow = backends.get(0);

        int sent = 0;
        while (!client.paused && sent < MARK) {
            client.says(frame("message " + sent++));
        }
        assertThat(sent).isBetween(20, MARK / 64 + 1);

        slow.go.countDown();
        credentials.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(credentials.isAlive()).isFalse();
        assertThat(client.paused).isFalse();
        assertThat(slow.heard).hasSize(1 + sent).endsWith("message " + (sent - 1));

        client.says(frame("later"));
        assertThat(slow.heard).endsWith("later");
        assertThat(slow.threads.get(1 + sent)).isEqualTo(Thread.currentThread().getName());
    }

    /** What came in parts goes as bytes if any part did; what came beside it goes as it came. */
    @Test
    void aFrameOfWhichAnythingCameInBytesGoesInBytes() {
        RecordingConnection backend = new RecordingConnection();
        comes(Backend.nonBlocking(backend::of), StompSettings.DEFAULT);
        client.says(CONNECT);

        client.says(frame("1") + "SEND\ndestination:/a\n\n");
        client.saysInBytes(bytes("2\0" + frame("3") + "SEND\ndestin"));
        client.says("ation:/a\n\n4\0" + frame("5"));
        client.says("\n");
        client.saysInBytes(bytes(frame("6")));
        client.says(frame("7"));

        assertThat(backend.heard)
                .containsExactly(
                        "CONNECT as text",
                        "1 as text",
                        "2 as bytes",
                        "3 as bytes",
                        "4 as bytes",
                        "5 as text",
                        "6 as bytes",
                        "7 as text");
    }

    /** A frame that is begun in bytes and ended in a text keeps its size: no rest of it is a frame. */
    @Test
    void whatIsNotUtf8HidesNoFrame() {
        RecordingConnection backend = new RecordingConnection();
        comes(
                Backend.nonBlocking(backend::of),
                StompSettings.DEFAULT.withRules(StompRules.parse(List.of("send /app/public"))));
        client.says(CONNECT);
        String hidden = "\0SEND\ndestination:/app/admin\n\nboo\0";
        byte[] start = bytes("SEND\ndestination:/app/public\ncontent-length:"
                + (20 + hidden.length()) + "\n\n" + "?".repeat(20));
        for (int i = start.length - 20; i < start.length; i++) {
            start[i] = (byte) 0xff;
        }

        client.saysInBytes(start);
        client.says(hidden + "\0");

        assertThat(backend.heard).hasSize(2);
        assertThat(backend.heard.get(1)).endsWith("as bytes");
        assertThat(backend.destinations).containsExactly("/app/public");
        assertThat(client.closed).isNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What comes is decoded anew, as a backend's own decoder would. */
    static final class RecordingConnection implements BackendConnection {

        final List<String> heard = new ArrayList<>();
        final List<String> destinations = new ArrayList<>();
        final List<StompFrame> frames = new ArrayList<>();
        private Session session;

        RecordingConnection of(Session with) {
            session = with;
            return this;
        }

        @Override
        public void onText(String text) {
            StompDecoder decoder = decoder();
            record(Decoded.of(decoder, text), "text");
        }

        @Override
        public void onBinary(ByteBuffer data) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            record(Decoded.of(decoder(), copy), "bytes");
        }

        private static StompDecoder decoder() {
            StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
            decoder.version(StompVersion.V1_2);
            return decoder;
        }

        private void record(List<StompEvent> events, String as) {
            assertThat(events).singleElement().isInstanceOf(StompEvent.Frame.class);
            StompFrame frame = ((StompEvent.Frame) events.get(0)).frame();
            if (frame.command().isConnect()) {
                heard.add("CONNECT as " + as);
                session.send("CONNECTED\nversion:1.2\n\n\0");
                return;
            }
            frames.add(frame);
            heard.add(frame.text() + " as " + as);
            if (frame.command() == StompCommand.SEND) {
                destinations.add(frame.header("destination"));
            }
        }
    }
}
