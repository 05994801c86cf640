package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where peers may put what they need: {@code benchmark.work}, else the module's target folder. */
final class Work {

    private Work() {}

    static Path folder(String name) throws IOException {
        String base = System.getProperty("benchmark.work", "it-tests/benchmark/target/peers");
        return Files.createDirectories(Path.of(base, name)).toAbsolutePath();
    }
}
