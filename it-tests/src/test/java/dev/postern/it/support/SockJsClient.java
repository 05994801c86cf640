package dev.postern.it.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A SockJS session as sockjs-client 1.6 has it, over one transport: one batch in flight, the next takes all
 * that was sent meanwhile; a receive that fails, or a batch that is not accepted, ends it with 1006. It
 * counts what it sees, so that a test can tell what should never be: a second {@code o}, a message after
 * the end. One thread receives, one sends; the rest is thread-safe.
 */
public final class SockJsClient implements AutoCloseable {

    private final ClientTarget target;
    private final ClientTransport transport;
    private final String path;
    private final Wire wire;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "sockjs-client");
        thread.setDaemon(true);
        return thread;
    });

    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final AtomicInteger opens = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger handedOver = new AtomicInteger();
    private final CompletableFuture<SockJsClient> opened = new CompletableFuture<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<byte[]> binaries = new CopyOnWriteArrayList<>();
    private final List<String> frames = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition goOn = lock.newCondition();
    private boolean stalled;
    private volatile Consumer<String> onMessage = messages::add;

    private SockJsClient(ClientTransport transport, ClientTarget target, boolean stalled)
            throws IOException {
        this.target = target;
        this.transport = transport;
        this.stalled = stalled;
        this.path = target.prefix() + "/000/" + UUID.randomUUID();
        this.wire = switch (transport) {
            case RAW_WEBSOCKET ->
                WebSocketWire.open(
                        this, target, target.prefix() + "/websocket?k=" + target.key(), true);
            case WEBSOCKET ->
                WebSocketWire.open(this, target, path + "/websocket?k=" + target.key(), false);
            default -> new HttpWire(this, target, transport, path);
        };
    }

    /** Begins a session; what it receives is kept. */
    public static SockJsClient start(ClientTransport transport, ClientTarget target)
            throws IOException {
        return new SockJsClient(transport, target, false).run();
    }

    /** Begins a session that tells each message to {@code onMessage}, on its receiving thread. */
    public static SockJsClient start(
            ClientTransport transport, ClientTarget target, Consumer<String> onMessage)
            throws IOException {
        SockJsClient client = new SockJsClient(transport, target, false);
        client.onMessage = onMessage;
        return client.run();
    }

    private SockJsClient run() {
        threads.execute(this::receive);
        threads.execute(this::send);
        return this;
    }

    private void receive() {
        try {
            wire.receive();
            ended(Ending.lost("the connection ended"));
        } catch (IOException | RuntimeException e) {
            ended(Ending.lost("receiving: " + e));
        }
    }

    private void send() {
        try {
            opened.get();
            while (!hasEnded()) {
                String first = outgoing.poll(50, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<String> batch = new ArrayList<>();
                    batch.add(first);
                    outgoing.drainTo(batch);
                    handedOver.addAndGet(batch.size());
                    wire.send(batch);
                    acknowledged.addAndGet(batch.size());
                }
            }
        } catch (IOException e) {
            ended(Ending.lost("sending: " + e));
            wire.close();
        } catch (Exception e) {
            ended(Ending.lost("never opened: " + e));
        }
    }

    // What the wire tells

    void opened() {
        opens.incrementAndGet();
        opened.complete(this);
    }

    void frame(String frame) {
        switch (frame.charAt(0)) {
            case 'o' -> {
                frames.add(frame);
                opened();
            }
            case 'h' -> frames.add(frame);
            case 'a' -> Json.texts(frame.substring(1)).forEach(this::message);
            case 'c' -> {
                frames.add(frame);
                List<Object> why = Json.list(frame.substring(1));
                ended(new Ending((Integer) why.get(0), (String) why.get(1)));
            }
            default -> throw new IllegalArgumentException("no frame: " + frame);
        }
    }

    void message(String text) {
        received.incrementAndGet();
        onMessage.accept(text);
    }

    void binary(byte[] data) {
        binaries.add(data);
    }

    void ended(Ending ending) {
        ended.complete(ending);
        opened.completeExceptionally(new IOException("ended by " + ended.join()));
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    void awaitReading() {
        lock.lock();
        try {
            while (stalled) {
                goOn.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    // What a test does

    /** Waits for {@code o}. */
    public SockJsClient awaitOpen() {
        return opened.orTimeout(30, TimeUnit.SECONDS).join();
    }

    public void send(String... texts) {
        outgoing.addAll(List.of(texts));
    }

    public void send(Collection<String> texts) {
        outgoing.addAll(texts);
    }

    /** Sends bytes, on a raw WebSocket. */
    public void sendBinary(byte[] data) throws IOException {
        ((WebSocketWire) wire).sendBinary(data);
    }

    /** Says goodbye with a code, on a raw WebSocket. */
    public void sendClose(int code, String reason) throws IOException {
        ((WebSocketWire) wire).sendClose(new Ending(code, reason));
    }

    /** Reads no more from the socket, once the read that has begun is over. */
    public void stall() {
        setStalled(true);
    }

    /** Reads on. */
    public void readOn() {
        setStalled(false);
    }

    private void setStalled(boolean value) {
        lock.lock();
        try {
            stalled = value;
            goOn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Vanishes: every connection is reset. */
    public void vanish() {
        ended(Ending.lost("the client vanished"));
        wire.cut(true);
    }

    /** Vanishes without a word: every connection ends in TCP's order. */
    public void vanishQuietly() {
        ended(Ending.lost("the client vanished"));
        wire.cut(false);
    }

    /** Leaves as sockjs-client does. */
    @Override
    public void close() {
        ended(new Ending(1000, "closed by this client"));
        readOn();
        wire.close();
        threads.shutdownNow();
    }

    // What a test sees

    public ClientTransport transport() {
        return transport;
    }

    /** Of its session: {@code /prefix/server/session}. */
    public String path() {
        return path;
    }

    public String key() {
        return target.key();
    }

    /** How many {@code o} frames came. */
    public int opens() {
        return opens.get();
    }

    /** Frames in the order they came, but those of messages. */
    public List<String> frames() {
        return frames;
    }

    /** The messages kept so far. */
    public List<String> messages() {
        return messages;
    }

    public List<byte[]> binaries() {
        return binaries;
    }

    /** How many messages came. */
    public int received() {
        return received.get();
    }

    /** How many messages were put on the wire, accepted or not. */
    public int handedOver() {
        return handedOver.get();
    }

    /** How many messages the gateway said it accepted; on a WebSocket, how many were written. */
    public int acknowledged() {
        return acknowledged.get();
    }

    /** How the session ended for this client. */
    public CompletableFuture<Ending> ended() {
        return ended;
    }
}
