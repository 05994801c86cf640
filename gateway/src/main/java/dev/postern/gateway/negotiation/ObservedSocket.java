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
    private final NetworkHistory history;
    private final LongSupplier clock;
    private final RegularDeaths deaths;
    private @Nullable WebSocketChannel channel;
    private long opened;
    private volatile boolean roundTrip;
    private volatile boolean cutHere;

    ObservedSocket(
            WebSocketListener user,
            NetworkHistory history,
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
        history.webSocketBegan(opened);
        user.onOpen(this);
    }

    @Override
    public void onTexts(List<String> texts) {
        roundTrip = true;
        user.onTexts(texts);
    }

    @Override
    public void onBinary(ByteBuffer data) {
        roundTrip = true;
        user.onBinary(data);
    }

    @Override
    public void onClose(int code, String reason) {
        ended(true);
        user.onClose(code, reason);
    }

    @Override
    public void onAbort(Throwable cause) {
        ended(false);
        user.onAbort(cause);
    }

    private void ended(boolean closeFrame) {
        if (channel == null) {
            return;
        }
        long now = clock.getAsLong();
        history.webSocketEnded(now, WebSocketFate.of(closeFrame, cutHere, roundTrip, now - opened));
        if (!closeFrame && !cutHere) {
            deaths.died(now - opened, now);
        }
    }

    // What the user says

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        open().sendText(utf8, more, done);
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        open().sendBinary(data, more, done);
    }

    @Override
    public void flush() {
        open().flush();
    }

    @Override
    public void ping() {
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
