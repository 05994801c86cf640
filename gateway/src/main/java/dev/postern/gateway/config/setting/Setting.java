package dev.postern.gateway.config.setting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a person may set, by the same name everywhere.
 *
 * @param key its name in a file, where a dot means nesting: {@code stomp.frame-limit}
 * @param flagName its name as a flag, without the hyphens in front
 * @param byDefault what holds where nobody says otherwise
 * @param defaultText the same for people
 * @param doc what it does. The first sentence stands in {@code --help}, all of it on the reference page
 * @param secret whether nobody may read its value; then {@code KEY-file} names a file that holds it
 */
public record Setting<T>(
        String key,
        String flagName,
        Scope scope,
        ValueType<T> type,
        T byDefault,
        String defaultText,
        String doc,
        boolean secret) {

    private static final String PREFIX = "POSTERN_";

    /** What a secret's file is named by: {@code relay.passcode-file}. */
    public static final String FILE_SUFFIX = "-file";

    /** A setting of the whole gateway, whose default is written as its type writes it. */
    public static <T> Setting<T> of(String key, ValueType<T> type, T byDefault, String doc) {
        return new Setting<>(
                key,
                key.replace('.', '-'),
                Scope.GATEWAY,
                type,
                byDefault,
                type.write(byDefault),
                doc,
                false);
    }

    /** A list, empty by default. */
    public static <E> Setting<List<E>> listOf(
            String key, ValueType<E> element, String defaultText, String doc) {
        return of(key, new ListOf<>(element), List.<E>of(), doc).defaultText(defaultText);
    }

    /** A setting without a value by default. */
    public static <V> Setting<Optional<V>> optional(
            String key, ValueType<V> type, String defaultText, String doc) {
        return of(key, new OptionalOf<>(type), Optional.<V>empty(), doc).defaultText(defaultText);
    }

    /** The same, named otherwise as a flag: a list's flag names one element. */
    public Setting<T> flag(String name) {
        return new Setting<>(key, name, scope, type, byDefault, defaultText, doc, secret);
    }

    /** The same, its default told in words. */
    public Setting<T> defaultText(String words) {
        return new Setting<>(key, flagName, scope, type, byDefault, words, doc, secret);
    }

    /** The same, for each route. */
    public Setting<T> perRoute() {
        return new Setting<>(key, flagName, Scope.ROUTE, type, byDefault, defaultText, doc, secret);
    }

    /** The same, for a route and never for all of them. */
    public Setting<T> routeOnly() {
        return new Setting<>(
                key, flagName, Scope.ROUTE_ONLY, type, byDefault, defaultText, doc, secret);
    }

    /** The same, masked wherever it is shown. */
    public Setting<T> asSecret() {
        return new Setting<>(key, flagName, scope, type, byDefault, defaultText, doc, true);
    }

    /** {@code --stomp-frame-limit}. */
    public String flag() {
        return "--" + flagName;
    }

    /** {@code POSTERN_STOMP_FRAME_LIMIT}. */
    public String variable() {
        return variable(key);
    }

    /** The variable of the environment that gives a key. */
    public static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether it takes any number of values. */
    public boolean isList() {
        return type instanceof ListOf;
    }

    /** Whether its flag may stand alone. */
    public boolean isSwitch() {
        return type instanceof SwitchType;
    }

    /** Whether it is on unless somebody switches it off, which {@code --no-NAME} does. */
    public boolean isOnByDefault() {
        return Boolean.TRUE.equals(byDefault);
    }

    /** {@code --no-negotiation}. */
    public String offFlag() {
        return "--no-" + flagName;
    }

    /** What {@code --help} says of it. */
    public String summary() {
        int end = doc.indexOf(". ");
        return end < 0 ? doc : doc.substring(0, end + 1);
    }
}
