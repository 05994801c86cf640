package dev.postern.jetty;

import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a WebSocket's listener hears: {@code "text …"}, {@code "close 1000 bye"}, {@code "abort"}. */
final class Recorder implements WebSocketListener {

    private final CompletableFuture<WebSocketChannel> channel = new CompletableFuture<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final int demand;
    private final boolean again;

    private Recorder(int demand, boolean again) {
        this.demand = demand;
        this.again = again;
    }

    /** Demands a message, and one more after each. */
    static Recorder greedy() {
        return new Recorder(1, true);
    }

    /** Demands so many at the start, and none after. */
    static Recorder demanding(int messages) {
        return new Recorder(messages, false);
    }

    WebSocketChannel channel() throws Exception {
        return channel.get(30, TimeUnit.SECONDS);
    }

    String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** Whether nothing has been heard that was not asked for yet. */
    boolean isSilent() {
        return heard.isEmpty();
    }

    @Override
    public void onOpen(WebSocketChannel opened) {
        for (int i = 0; i < demand; i++) {
            opened.demand();
        }
        channel.complete(opened);
    }

    @Override
    public void onTexts(List<String> texts) {
        texts.forEach(text -> heard.add("text " + text));
        demandAgain();
    }

    @Override
    public void onBinary(ByteBuffer data) {
        heard.add("binary " + StandardCharsets.ISO_8859_1.decode(data));
        demandAgain();
    }

    @Override
    public void onClose(int code, String reason) {
        heard.add(("close " + code + " " + reason).strip());
    }

    @Override
    public void onAbort(Throwable cause) {
        heard.add("abort");
    }

    private void demandAgain() {
        if (again) {
            channel.join().demand();
        }
    }
}
