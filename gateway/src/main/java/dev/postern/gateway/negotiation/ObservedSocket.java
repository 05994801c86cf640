package dev.postern.gateway.negotiation;

import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Stands between a WebSocket and who uses it, and tells how it fared. Both its faces in one object. */
final class ObservedSocket implements WebSocketListener, WebSocketChannel {

    private final WebSocketListener user;
    private final @Nullable NetworkHistory history;
    private final LongSupplier clock;
    private final RegularDeaths deaths;
    private @Nullable WebSocketChannel channel;
    private long opened;
    private int ticket;

    /** When a byte passed last, either way. */
    private volatile long lastByte;

    private volatile boolean roundTrip;
    private volatile boolean cutHere;

    /** @param history null where nothing is to be learned */
    ObservedSocket(
            WebSocketListener user,
            @Nullable NetworkHistory history,
            LongSupplier clock,
            RegularDeaths deaths) {
        this.user = user;
        this.history = history;
        this.clock = clock;
        this.deaths = deaths;
    }

    // What the socket says

    @Override
    public void onOpen(WebSocketChannel open) {
        channel = open;
        opened = clock.getAsLong();
        lastByte = opened;
        if (history != null) {
            ticket = history.webSocketBegan(opened);
        }
        user.onOpen(this);
    }

    @Override
    public void onTexts(List<String> texts) {
        heardNow();
        user.onTexts(texts);
    }

    @Override
    public void onBinary(ByteBuffer data) {
        heardNow();
        user.onBinary(data);
    }

    private void heardNow() {
        roundTrip = true;
        lastByte = clock.getAsLong();
    }

    @Override
    public void onClose(int code, String reason) {
        ended(fate(true, clock.getAsLong()));
        user.onClose(code, reason);
    }

    /** What is no WebSocket's may be a middlebox's: it proves nothing, the bytes before it neither. */
    @Override
    public void onBreach(int code, String reason) {
        ended(WebSocketFate.UNKNOWN);
        user.onBreach(code, reason);
    }

    @Override
    public void onAbort(Throwable cause) {
        long now = clock.getAsLong();
        if (channel != null && !cutHere) {
            deaths.died(now - lastByte, now);
        }
        ended(fate(false, now));
        user.onAbort(cause);
    }

    private WebSocketFate fate(boolean closeFrame, long now) {
        return WebSocketFate.of(closeFrame, cutHere, roundTrip, now - opened);
    }

    private void ended(WebSocketFate fate) {
        if (channel != null && history != null) {
            history.webSocketEnded(ticket, clock.getAsLong(), fate);
        }
    }

    // What the user says

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        lastByte = clock.getAsLong();
        open().sendText(utf8, more, done);
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        lastByte = clock.getAsLong();
        open().sendBinary(data, more, done);
    }

    @Override
    public void flush() {
        open().flush();
    }

    @Override
    public void ping() {
        lastByte = clock.getAsLong();
        open().ping();
    }

    @Override
    public boolean heard() {
        return open().heard();
    }

    @Override
    public void demand() {
        open().demand();
    }

    @Override
    public void close(int code, String reason) {
        cutHere = true;
        open().close(code, reason);
    }

    @Override
    public void abort() {
        cutHere = true;
        open().abort();
    }

    private WebSocketChannel open() {
        return Objects.requireNonNull(channel, "a channel is used after onOpen");
    }
}
