package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

/** How a value of a setting is written, and what it may be. */
public interface ValueType<T> {

    /** What stands for the value in {@code --help}: {@code TIME}. */
    String label();

    /** What may be written, for the reference page: {@code a time from 1s to 10m}. */
    String form();

    /**
     * Reads a value.
     *
     * @throws ConfigException saying what is wrong with {@code text}, and what would be right
     */
    T parse(String text);

    /** Writes a value so that {@link #parse} reads it again. */
    String write(T value);
}
