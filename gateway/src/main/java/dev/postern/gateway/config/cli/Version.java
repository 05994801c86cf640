package dev.postern.gateway.config.cli;

import java.util.Objects;

/** The version that the jar's manifest names. */
final class Version {

    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "Postern " + Objects.requireNonNullElse(version, "(unpackaged)");
    }
}
