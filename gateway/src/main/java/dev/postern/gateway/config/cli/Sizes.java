package dev.postern.gateway.config.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads bytes: {@code 65536}, {@code 64k}, {@code 1m}. */
final class Sizes implements ITypeConverter<Integer> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([km]?)");

    /** A queue of a few messages of that size must still fit an int. */
    private static final long MOST = 256L << 20;

    @Override
    public Integer convert(String value) {
        Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long unit = switch (matcher.group(2)) {
                case "k" -> 1L << 10;
                case "m" -> 1L << 20;
                default -> 1L;
            };
            long bytes = Long.parseLong(matcher.group(1)) * unit;
            if (bytes > 0 && bytes <= MOST) {
                return (int) bytes;
            }
        }
        throw new TypeConversionException(
                "'" + value
                        + "' is not a size; write it in bytes like 65536, or like 64k or 1m (at most 256m).");
    }
}
