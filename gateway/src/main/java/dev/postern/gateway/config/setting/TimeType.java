package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
public record TimeType(Duration least, Duration most) implements ValueType<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");

    @Override
    public String label() {
        return "TIME";
    }

    @Override
    public String form() {
        return "a time from " + write(least) + " to " + write(most);
    }

    @Override
    public Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigException(
                    "'" + text + "' is not a time; write it like 500ms, 10s or 2m.");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration value = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        boolean tooShort = value.compareTo(least) < 0;
        if (tooShort || value.compareTo(most) > 0) {
            throw new ConfigException(
                    text + " is too " + (tooShort ? "short" : "long") + "; write " + form() + '.');
        }
        return value;
    }

    @Override
    public String write(Duration value) {
        return shortest(value);
    }

    /** As a person writes it: in the largest unit that needs no fraction. */
    public static String shortest(Duration value) {
        long millis = value.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
