package dev.postern.benchmark.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.JarFile;

/** The class path of this process, with what its jar's manifest adds. */
final class ClassPath {

    private ClassPath() {}

    static String whole() {
        String path = System.getProperty("java.class.path");
        if (path.contains(File.pathSeparator) || !path.endsWith(".jar")) {
            return path;
        }
        try (JarFile jar = new JarFile(path)) {
            String more = jar.getManifest().getMainAttributes().getValue("Class-Path");
            return more == null
                    ? path
                    : path + File.pathSeparator + more.replace(" ", File.pathSeparator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
