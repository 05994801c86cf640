package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One of a few names. */
public record ChoiceType<E>(String label, List<E> choices, Function<E, String> name)
        implements ValueType<E> {

    public ChoiceType {
        choices = List.copyOf(choices);
    }

    /** The constants of an enum, by their names in lower case with hyphens. */
    public static <E extends Enum<E>> ChoiceType<E> of(String label, Class<E> constants) {
        return new ChoiceType<>(
                label,
                List.of(constants.getEnumConstants()),
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public String form() {
        return names("`", " or ");
    }

    @Override
    public E parse(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        for (E choice : choices) {
            if (name.apply(choice).equals(wanted)) {
                return choice;
            }
        }
        throw new ConfigException(
                "'" + text + "' is not to be had; choose " + names("", " or ") + '.');
    }

    private String names(String quote, String lastSeparator) {
        List<String> all = choices.stream()
                .map(choice -> quote + name.apply(choice) + quote)
                .toList();
        int last = all.size() - 1;
        return last == 0
                ? all.get(0)
                : all.stream().limit(last).collect(Collectors.joining(", "))
                        + lastSeparator
                        + all.get(last);
    }

    @Override
    public String write(E value) {
        return name.apply(value);
    }
}
