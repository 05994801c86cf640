package dev.postern.it.support;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that some tests need and that Maven cannot bring. Where it is missing these tests don't run,
 * except when the environment says {@code CI=true}: there its absence is a failure.
 */
public enum SystemProgram {
    CHROMIUM("chromium|chromium-browser|google-chrome"),
    CHROMEDRIVER("chromedriver"),
    NODE("node|nodejs"),
    NPM("npm"),
    NGINX("nginx"),
    HAPROXY("haproxy"),
    APACHE("apache2|httpd"),
    CADDY("caddy"),
    SQUID("squid"),
    TINYPROXY("tinyproxy"),
    PRIVOXY("privoxy"),
    FIREFOX("firefox-esr|firefox"),
    WEBKIT_DRIVER("WebKitWebDriver"),
    XVFB("Xvfb"),
    RABBITMQ("rabbitmq-server");

    /** Where Debian keeps servers, which is not on every user's PATH. */
    private static final String SERVERS = File.pathSeparator + "/usr/sbin";

    /** Its names, the likeliest first, with {@code |} between them. */
    private final String names;

    SystemProgram(String names) {
        this.names = names;
    }

    /** Where it is; without it the calling test ends here, skipped or, under CI, failed. */
    public Path require() {
        Optional<Path> found = find();
        if (found.isEmpty()) {
            String missing = names + " is not on the PATH";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing + ", and CI=true wants every test to run");
            }
            Assumptions.abort(missing);
        }
        return found.get();
    }

    /** The first of its names that the PATH knows. */
    public Optional<Path> find() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + SERVERS;
        return Stream.of(names.split("[|]"))
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
