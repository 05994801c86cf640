package dev.postern.benchmark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures rows one after the other, on servers that they share. */
final class Run {

    private final Pace pace;
    private final Console console;

    Run(Pace pace, Console console) {
        this.pace = pace;
        this.console = console;
    }

    /** One list of outcomes for each row, one outcome for each of its peers. */
    List<List<Outcome>> measure(List<Row> rows) throws IOException {
        List<List<Outcome>> outcomes = new ArrayList<>();
        try (LoadProcess load = LoadProcess.start();
                Stable stable = new Stable()) {
            Turns turns = new Turns(load, stable, pace);
            for (Row row : rows) {
                console.begins(row, rows.subList(outcomes.size(), rows.size()), stable);
                List<Outcome> outcome = measure(row, load, stable, turns);
                console.ended(outcome);
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private List<Outcome> measure(Row row, LoadProcess load, Stable stable, Turns turns)
            throws IOException {
        Optional<String> tooFew = Descriptors.tooFewFor(row.descriptors());
        if (tooFew.isPresent()) {
            return row.peers().stream()
                    .map(peer -> new Outcome(row, peer, new Result.Absent(tooFew.get())))
                    .toList();
        }
        return switch (row.scenario()) {
            case IDLE -> new Idling(load, stable, pace).measure(row);
            case SLOW -> new Slowing(load, stable, pace).measure(row);
            case ECHO, BROADCAST, CONNECT, BRIDGE -> turns.measure(row);
        };
    }
}
