package dev.postern.benchmark.load;

import java.util.List;

/** Opens carriers a few at a time, for a server's accept queue is short. */
final class Opening {

    private static final int AT_ONCE = 64;

    private final List<? extends Carrier> carriers;
    private int next;

    private Opening(List<? extends Carrier> carriers) {
        this.carriers = carriers;
    }

    static Opening begin(List<? extends Carrier> carriers) {
        Opening opening = new Opening(carriers);
        for (int i = 0; i < AT_ONCE; i++) {
            opening.oneMore();
        }
        return opening;
    }

    /** One has opened: the next may begin. */
    void oneMore() {
        if (next < carriers.size()) {
            carriers.get(next++).open();
        }
    }
}
