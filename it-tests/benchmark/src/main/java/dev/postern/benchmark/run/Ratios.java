package dev.postern.benchmark.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** One peer's figure through another's, where both have one. */
final class Ratios {

    private Ratios() {}

    static OptionalDouble of(
            List<Outcome> row, Peer ours, Peer theirs, ToDoubleFunction<Window> figure) {
        return quotient(window(row, ours, figure), window(row, theirs, figure));
    }

    private static OptionalDouble window(
            List<Outcome> row, Peer peer, ToDoubleFunction<Window> figure) {
        Optional<Window> window = Outcome.of(row, peer).flatMap(Outcome::window);
        return window.isPresent()
                ? OptionalDouble.of(figure.applyAsDouble(window.get()))
                : OptionalDouble.empty();
    }

    static OptionalDouble heap(List<Outcome> row, Peer ours, Peer theirs) {
        return quotient(heap(row, ours), heap(row, theirs));
    }

    static OptionalDouble heap(List<Outcome> row, Peer peer) {
        Optional<Memory> memory = Outcome.of(row, peer).flatMap(Outcome::idle);
        return memory.isPresent() && memory.get().heap().isPresent()
                ? OptionalDouble.of((double) memory.get().heap().getAsLong())
                : OptionalDouble.empty();
    }

    static OptionalDouble resident(List<Outcome> row, Peer ours, Peer theirs) {
        return quotient(resident(row, ours), resident(row, theirs));
    }

    static OptionalDouble resident(List<Outcome> row, Peer peer) {
        Optional<Memory> memory = Outcome.of(row, peer).flatMap(Outcome::idle);
        return memory.isPresent()
                ? OptionalDouble.of((double) memory.get().resident())
                : OptionalDouble.empty();
    }

    static OptionalDouble quotient(OptionalDouble dividend, OptionalDouble divisor) {
        return dividend.isPresent() && divisor.isPresent() && divisor.getAsDouble() > 0
                ? OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble())
                : OptionalDouble.empty();
    }
}
