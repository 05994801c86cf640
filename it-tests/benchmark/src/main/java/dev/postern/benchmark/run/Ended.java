package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What becomes of a measurement whose server ends meanwhile: that peer has failed, the run goes on. */
final class Ended {

    private Ended() {}

    /** Something that is measured of a server. */
    interface Measurement {
        Result take() throws IOException;
    }

    /** Stops the load too, if the server has ended: proc(5) has no entry of it any more. */
    static Result orElse(LoadProcess load, Measurement measurement) throws IOException {
        try {
            return measurement.take();
        } catch (NoSuchFileException e) {
            load.abandon();
            return new Result.Failed("a process of the server ended: " + e.getFile());
        }
    }
}
