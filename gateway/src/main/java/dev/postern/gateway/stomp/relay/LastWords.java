package dev.postern.gateway.stomp.relay;

import dev.postern.api.CloseStatus;
import dev.postern.stomp.StompFault;
import dev.postern.stomp.StompSession;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** What a session hears when it can't go on, and counts it. Thread-safe. */
final class LastWords {

    private static final CloseStatus LOST = new CloseStatus(1011, "Broker lost");
    private static final CloseStatus BROKER_ERROR = new CloseStatus(1008, "Broker sent an ERROR");

    private final Relay relay;
    private final StompSession session;
    private final BooleanSupplier waits;

    /** @param waits whether a session that is to be told still is there to hear it */
    LastWords(Relay relay, StompSession session, BooleanSupplier waits) {
        this.relay = relay;
        this.session = session;
        this.waits = waits;
    }

    /** No broker can be reached. */
    void unreachable(String broker, @Nullable Throwable cause) {
        relay.counters().unreachable.increment();
        boolean late = cause instanceof TimeoutException;
        inTurn(
                "broker " + broker + (late ? " does not answer" : " can't be reached"),
                late ? CloseStatus.TIMEOUT : CloseStatus.BAD_GATEWAY);
    }

    /** The connection broke. */
    void lost(String broker, Throwable cause) {
        relay.lost(broker, cause);
        // What it would say now nobody would hear.
        session.pause();
        inTurn("broker " + broker + " lost", LOST);
    }

    /** The broker said ERROR, or closed the connection as it was asked to. */
    void over(boolean byError) {
        if (byError) {
            relay.counters().refused.increment();
            session.close(BROKER_ERROR);
        } else {
            session.close(CloseStatus.NORMAL);
        }
    }

    /** The client has sent more than may wait for a broker that does not read. */
    void tooMuch(String broker) {
        now(
                "Over a limit: more than receive-queue (" + relay.limits().receiveLimit()
                        + " bytes) waits for broker " + broker,
                CloseStatus.SLOW_BACKEND);
    }

    /** The broker sent what can't be passed on. */
    void misunderstood(String broker, UnfitFrameException why) {
        relay.misunderstood(broker, String.valueOf(why.getMessage()));
        now(
                "broker " + broker + " is not understood: " + why.getMessage(),
                why.tooBig() ? CloseStatus.TOO_BIG : CloseStatus.BAD_GATEWAY);
    }

    /** The broker sent bytes that no SockJS transport can carry. */
    void binaryRefused() {
        now(
                "a message that is not UTF-8 can't travel on a SockJS session",
                CloseStatus.BINARY_UNSUPPORTED);
    }

    /** When its turn has come, unless the client leaves before. */
    private void inTurn(String message, CloseStatus status) {
        long wait = relay.queue().untilTold();
        if (wait <= 0) {
            now(message, status);
            return;
        }
        relay.connector()
                .schedule(
                        () -> {
                            if (waits.getAsBoolean()) {
                                now(message, status);
                            }
                        },
                        wait);
    }

    private void now(String message, CloseStatus status) {
        session.fail(new StompFault(message, status));
    }
}
