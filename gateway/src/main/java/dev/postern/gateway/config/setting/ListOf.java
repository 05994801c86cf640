package dev.postern.gateway.config.setting;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Any number of values: a sequence in a file, a repeated flag, or one text with commas. */
public record ListOf<E>(ValueType<E> element) implements ValueType<List<E>> {

    @Override
    public String label() {
        return element.label();
    }

    @Override
    public String form() {
        return "a list, each " + element.form();
    }

    /** The elements of a text with commas; an empty text has none. */
    private static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public List<E> parse(String text) {
        return split(text).stream().map(element::parse).toList();
    }

    @Override
    public String write(List<E> value) {
        return value.stream().map(element::write).collect(Collectors.joining(","));
    }
}
