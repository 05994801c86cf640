package dev.postern.gateway.negotiation;

import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.protocol.Route.Endpoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What is known of one network. Thread-safe by a lock that is held for a few assignments. */
final class NetworkHistory {

    /** Deaths before WebSocket is taken to be killed here; one may have been a laptop's lid. */
    private static final int WEBSOCKET_DEATHS = 3;

    /**
     * Streams that a client left, silent and young, for another transport under the same server number. One
     * may have been another user's, or a test's; sockjs-client leaves xhr_streaming and eventsource, one after
     * the other, where neither gets through.
     */
    private static final int STREAMS_GIVEN_UP = 2;

    /** Server numbers under which streams worked, the last ones: who uses one again is no new client. */
    private static final int WORKING_SERVERS = 32;

    /** Young streams that are remembered; those of more clients at once are not judged. */
    private static final int YOUNG_STREAMS = 16;

    private final ClientNetwork network;
    private final DecisionLog log;
    private final Breaker webSocket;
    private final Breaker streaming;
    private final List<YoungStream> young = new ArrayList<>(1);

    /** Null until there is one; hashes, for a client's texts are long. */
    private int @Nullable [] workingServers;

    private int workingServersSeen;

    /** The last server number under which a stream was given up; none is the empty text's. */
    private int givenUpUnder;

    NetworkHistory(ClientNetwork network, NegotiationSettings settings, DecisionLog log) {
        this.network = network;
        this.log = log;
        this.webSocket = new Breaker(settings, WEBSOCKET_DEATHS);
        this.streaming = new Breaker(settings, STREAMS_GIVEN_UP);
    }

    boolean offersWebSocket(long now) {
        return told(webSocket, now, () -> webSocket.offers(now));
    }

    /** Answers what it is known by when it ends. */
    int webSocketBegan(long now) {
        return told(webSocket, now, () -> webSocket.began(now));
    }

    void webSocketEnded(int ticket, long now, WebSocketFate fate) {
        told(webSocket, now, () -> {
            switch (fate) {
                case KILLED -> webSocket.failed(ticket, now);
                case WORKED -> {
                    webSocket.passed(ticket, now);
                    webSocket.ended(ticket, now);
                }
                case UNKNOWN -> webSocket.ended(ticket, now);
            }
            return true;
        });
    }

    /**
     * A client begins a session by another transport than WebSocket.
     *
     * @return whether it should be served
     */
    boolean admits(String server, Endpoint transport, boolean streams, long now) {
        return told(streaming, now, () -> {
            young.forEach(stream -> stream.follow(server, transport, now));
            judge(now);
            return !streams || streaming.offers(now);
        });
    }

    void streamBegan(YoungStream stream) {
        told(streaming, stream.began(), () -> {
            if (young.size() < YOUNG_STREAMS) {
                stream.isKnownBy(streaming.began(stream.began()));
                young.add(stream);
            }
            return true;
        });
    }

    /** The stream's client has spoken, so it has heard the open frame. */
    void streamHeard(YoungStream stream, long now) {
        told(streaming, now, () -> {
            works(stream.server());
            if (young.remove(stream)) {
                passed(stream, now);
            }
            return true;
        });
    }

    private void passed(YoungStream stream, long now) {
        streaming.passed(stream.ticket(), now);
        streaming.ended(stream.ticket(), now);
    }

    private void works(int server) {
        if (isWorking(server)) {
            return;
        }
        if (workingServers == null) {
            workingServers = new int[WORKING_SERVERS];
        }
        workingServers[workingServersSeen % WORKING_SERVERS] = server;
        workingServersSeen++;
        if (workingServersSeen == 2 * WORKING_SERVERS) {
            workingServersSeen = WORKING_SERVERS;
        }
    }

    private boolean isWorking(int server) {
        if (workingServers == null) {
            return false;
        }
        for (int i = 0; i < Math.min(workingServersSeen, WORKING_SERVERS); i++) {
            if (workingServers[i] == server) {
                return true;
            }
        }
        return false;
    }

    void streamAborted(YoungStream stream, long now) {
        told(streaming, now, () -> {
            stream.abort(now);
            judge(now);
            return true;
        });
    }

    void streamCompleted(YoungStream stream, long now) {
        told(streaming, now, () -> {
            if (young.remove(stream)) {
                streaming.ended(stream.ticket(), now);
            }
            return true;
        });
    }

    private void judge(long now) {
        for (Iterator<YoungStream> each = young.iterator(); each.hasNext(); ) {
            YoungStream stream = each.next();
            if (stream.isGivenUp(stream.server() == givenUpUnder)) {
                each.remove();
                givenUpUnder = stream.server();
                if (isWorking(stream.server())) {
                    streaming.ended(stream.ticket(), now);
                } else {
                    streaming.failed(stream.ticket(), now);
                }
            } else if (stream.isOld(now) && !stream.isAborted()) {
                each.remove();
                passed(stream, now);
            } else if (stream.isOld(now) || stream.isLeft(now)) {
                each.remove();
                streaming.ended(stream.ticket(), now);
            }
        }
    }

    private interface Step<T> {
        T run();
    }

    /** Runs one step under the lock and tells, after it, what it decided. */
    private <T> T told(Breaker breaker, long now, Step<T> step) {
        Breaker.State before;
        Breaker.State after;
        T answer;
        DecisionLog.Why why;
        synchronized (this) {
            before = breaker.state();
            answer = step.run();
            after = breaker.state();
            why = new DecisionLog.Why(breaker.failed(), breaker.total(), breaker.left(now));
        }
        if (before != after) {
            log.changed(network, breaker == webSocket, after, why);
        }
        return answer;
    }
}
