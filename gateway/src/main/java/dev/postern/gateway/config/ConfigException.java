package dev.postern.gateway.config;

/** A setting that can't be. The message is for the person who wrote it, and says what to write instead. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
