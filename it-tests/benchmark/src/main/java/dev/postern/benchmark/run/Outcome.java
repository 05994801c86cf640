package dev.postern.benchmark.run;

import java.util.List;
import java.util.Optional;

/**
 * What came of one row for one peer.
 *
 * @param windows one for each turn; none for idle rows
 * @param memory for idle rows and slow consumers
 * @param lost stalled sessions that the server has ended
 * @param failure why nothing here counts, if so
 */
record Outcome(
        Row row,
        Peer peer,
        List<Window> windows,
        Optional<Memory> memory,
        int lost,
        Optional<String> failure) {

    static Outcome failed(Row row, Peer peer, String why) {
        return new Outcome(row, peer, List.of(), Optional.empty(), 0, Optional.of(why));
    }

    boolean measured() {
        return failure.isEmpty() && !windows.isEmpty();
    }

    Window median() {
        return Window.median(windows);
    }
}
