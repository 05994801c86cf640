package dev.postern.benchmark.run;

import java.util.List;

/** What came of one row for one peer. */
sealed interface Result {

    /** It echoed, every message as it should: one window for each turn. */
    record Talked(List<Window> windows) implements Result {

        Window median() {
            return Window.median(windows);
        }
    }

    /** Its sessions waited. */
    record Idled(Memory memory) implements Result {}

    /**
     * Some clients stopped reading, the others went on.
     *
     * @param reading while all read
     * @param stalled while some did not
     * @param grown the memory that took
     * @param offered bytes that were published to each who did not read
     * @param ended how many of those the server has ended
     */
    record Slowed(Window reading, Window stalled, Memory grown, long offered, int ended)
            implements Result {}

    /** It did wrong, so that nothing here counts. */
    record Failed(String why) implements Result {}

    /** It can't be measured on this machine. */
    record Absent(String why) implements Result {}
}
