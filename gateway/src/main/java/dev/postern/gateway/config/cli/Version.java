package dev.postern.gateway.config.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Objects;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"Postern " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
}
