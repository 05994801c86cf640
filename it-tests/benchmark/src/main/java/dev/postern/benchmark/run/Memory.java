package dev.postern.benchmark.run;

import java.util.OptionalLong;

/**
 * By how much a server grew.
 *
 * @param heap bytes that live on the heap after a full collection, for JVMs
 * @param resident bytes of resident memory, over all its processes
 */
record Memory(OptionalLong heap, long resident) {

    static Memory grown(OptionalLong heapBefore, OptionalLong heapAfter, long resident) {
        OptionalLong heap = heapBefore.isPresent() && heapAfter.isPresent()
                ? OptionalLong.of(heapAfter.getAsLong() - heapBefore.getAsLong())
                : OptionalLong.empty();
        return new Memory(heap, resident);
    }
}
