package dev.postern.gateway.config.setting;

import java.util.function.Function;

/** A value whose own class reads it. */
public record TextType<T>(
        String label, String form, Function<String, T> reader, Function<T, String> writer)
        implements ValueType<T> {

    /** Any text. */
    public static TextType<String> of(String label, String form) {
        return new TextType<>(label, form, text -> text, text -> text);
    }

    @Override
    public T parse(String text) {
        return reader.apply(text);
    }

    @Override
    public String write(T value) {
        return writer.apply(value);
    }
}
