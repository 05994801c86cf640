package dev.postern.benchmark.run;

import java.util.List;
import java.util.Optional;

/** What came of one row for one peer. */
record Outcome(Row row, Peer peer, Result result) {

    static Optional<Outcome> of(List<Outcome> row, Peer peer) {
        return row.stream().filter(each -> each.peer().equals(peer)).findFirst();
    }

    /** What it did in a typical turn, if it took part. */
    Optional<Window> window() {
        return result instanceof Result.Talked talked
                ? Optional.of(talked.median())
                : Optional.empty();
    }

    Optional<Memory> idle() {
        return result instanceof Result.Idled idled
                ? Optional.of(idled.memory())
                : Optional.empty();
    }

    boolean failed() {
        return result instanceof Result.Failed;
    }
}
