package dev.postern.gateway.negotiation;

import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.protocol.Route.Endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final Deque<String> workingServers = new ArrayDeque<>(0);
    private String givenUpUnder = "";

    NetworkHistory(ClientNetwork network, NegotiationSettings settings, DecisionLog log) {
        this.network = network;
        this.log = log;
        this.webSocket = new Breaker(settings, WEBSOCKET_DEATHS);
        this.streaming = new Breaker(settings, STREAMS_GIVEN_UP);
    }

    boolean offersWebSocket(long now) {
        return told(webSocket, now, () -> webSocket.offers(now));
    }

    void webSocketBegan(long now) {
        told(webSocket, now, () -> {
            webSocket.began(now);
            return true;
        });
    }

    void webSocketEnded(long now, WebSocketFate fate) {
        told(webSocket, now, () -> {
            switch (fate) {
                case KILLED -> webSocket.failed(now);
                case WORKED -> {
                    webSocket.passed(now);
                    webSocket.ended();
                }
                case UNKNOWN -> webSocket.ended();
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
                streaming.began(stream.began());
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
                streaming.passed(now);
                streaming.ended();
            }
            return true;
        });
    }

    private void works(String server) {
        if (!workingServers.contains(server)) {
            if (workingServers.size() == WORKING_SERVERS) {
                workingServers.removeFirst();
            }
            workingServers.addLast(server);
        }
    }

    void streamAborted(YoungStream stream, long now) {
        told(streaming, now, () -> {
            stream.abort(now);
            judge(now);
            return true;
        });
    }

    private void judge(long now) {
        for (Iterator<YoungStream> each = young.iterator(); each.hasNext(); ) {
            YoungStream stream = each.next();
            if (stream.isGivenUp(stream.server().equals(givenUpUnder))) {
                each.remove();
                givenUpUnder = stream.server();
                if (workingServers.contains(stream.server())) {
                    streaming.ended();
                } else {
                    streaming.failed(now);
                }
            } else if (stream.isOld(now)) {
                each.remove();
                streaming.ended();
                if (!stream.isAborted()) {
                    streaming.passed(now);
                }
            }
        }
    }

    private interface Step {
        boolean run();
    }

    /** Runs one step under the lock and tells, after it, what it decided. */
    private boolean told(Breaker breaker, long now, Step step) {
        Breaker.State before;
        Breaker.State after;
        boolean answer;
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
