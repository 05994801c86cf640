package dev.postern.benchmark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of a run. Each is started when it is first wanted and kept for the rows to come, for a
 * server that has run for a while is what one has in production, and warming it up takes longer than
 * measuring it. Peers that can't be started are not tried again.
 */
final class Stable implements AutoCloseable {

    private final Map<Peer, Peer.Running> running = new LinkedHashMap<>();
    private final Map<Peer, String> absent = new HashMap<>();

    /**
     * The server of a peer, warm or new.
     *
     * @throws IOException if it can't be started here, now or before
     */
    Peer.Running get(Peer peer) throws IOException {
        String why = absent.get(peer);
        if (why != null) {
            throw new IOException(why);
        }
        Peer.Running there = running.get(peer);
        if (there != null && there.measured().alive()) {
            return there;
        }
        drop(peer);
        Peer.Running started = fresh(peer);
        running.put(peer, started);
        return started;
    }

    /**
     * A server of its own, which the caller closes.
     *
     * @throws IOException if it can't be started here
     */
    Peer.Running fresh(Peer peer) throws IOException {
        try {
            return peer.start().start();
        } catch (IOException e) {
            absent.put(peer, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Ends the server of a peer that has failed: the next row gets a new one. */
    void drop(Peer peer) {
        Peer.Running failed = running.remove(peer);
        if (failed != null) {
            failed.close();
        }
    }

    /** How many of a row's servers are not there yet. */
    int missing(Row row) {
        return (int) row.peers().stream()
                .filter(peer -> !running.containsKey(peer) && !absent.containsKey(peer))
                .count();
    }

    @Override
    public void close() {
        List<Peer> peers = new ArrayList<>(running.keySet());
        peers.forEach(this::drop);
    }
}
