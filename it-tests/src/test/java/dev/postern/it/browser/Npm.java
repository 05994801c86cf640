package dev.postern.it.browser;

import dev.postern.it.support.SystemProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Brings a folder its Node packages. */
final class Npm {

    private static final int INSTALL_SECONDS = 120;

    private Npm() {}

    /**
     * Installs packages, or those of the folder's own {@code package.json} where none are named.
     * Ends the calling test where there is no npm (see {@link SystemProgram}).
     */
    static void install(Path folder, String... packages) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        List<String> command = new ArrayList<>(List.of(
                SystemProgram.NPM.require().toString(),
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--prefer-offline"));
        command.addAll(List.of(packages));
        Process install = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!install.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IllegalStateException("npm could not install:\n" + Files.readString(log));
        }
    }
}
