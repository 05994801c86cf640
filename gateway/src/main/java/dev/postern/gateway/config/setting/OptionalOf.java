package dev.postern.gateway.config.setting;

import java.util.Optional;

/** A value that need not be there; its absence can't be written. */
public record OptionalOf<V>(ValueType<V> value) implements ValueType<Optional<V>> {

    @Override
    public String label() {
        return value.label();
    }

    @Override
    public String form() {
        return value.form();
    }

    @Override
    public Optional<V> parse(String text) {
        return Optional.of(value.parse(text));
    }

    @Override
    public String write(Optional<V> optional) {
        return optional.map(value::write).orElse("");
    }
}
