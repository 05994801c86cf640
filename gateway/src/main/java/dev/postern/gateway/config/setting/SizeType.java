package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes: {@code 65536}, {@code 64k}, {@code 64KiB}, {@code 1m}. */
public record SizeType(int least, int most) implements ValueType<Integer> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,10}) ?([km]?)(ib)?");

    @Override
    public String label() {
        return "SIZE";
    }

    @Override
    public String form() {
        return "a size from " + write(least) + " to " + write(most);
    }

    @Override
    public Integer parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || (matcher.group(2).isEmpty() && matcher.group(3) != null)) {
            throw new ConfigException("'" + text
                    + "' is not a size; write it in bytes like 65536, or like 64k or 1m.");
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            default -> 1L;
        };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < least || bytes > most) {
            throw new ConfigException(text + " is too " + (bytes < least ? "small" : "much")
                    + "; write " + form() + ", like 64k or 1m.");
        }
        return (int) bytes;
    }

    @Override
    public String write(Integer value) {
        if (value != 0 && value % (1 << 20) == 0) {
            return (value >> 20) + "m";
        }
        return value != 0 && value % (1 << 10) == 0 ? (value >> 10) + "k" : value.toString();
    }
}
