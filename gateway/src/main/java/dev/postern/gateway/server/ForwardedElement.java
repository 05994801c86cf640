package dev.postern.gateway.server;

import dev.postern.api.Headers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One proxy's entry in {@code Forwarded} (RFC 7239 §4).
 *
 * @param forNode whom it spoke to, without quotes, or null
 * @param proto the scheme it was spoken to in, or null
 * @param host what it was asked for, or null
 */
record ForwardedElement(
        @Nullable String forNode,
        @Nullable String proto,
        @Nullable String host) {

    /** All elements of all values, in order, as they were written. */
    static List<String> texts(Headers headers) {
        List<String> texts = new ArrayList<>();
        for (String value : headers.all("Forwarded")) {
            for (String element : split(value, ',')) {
                if (!element.isBlank()) {
                    texts.add(element);
                }
            }
        }
        return texts;
    }

    /** Reads elements. What is malformed is read as far as it makes sense. */
    static List<ForwardedElement> parse(List<String> texts) {
        return texts.stream().map(ForwardedElement::element).toList();
    }

    private static ForwardedElement element(String text) {
        String forNode = null;
        String proto = null;
        String host = null;
        for (String pair : split(text, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> forNode = value;
                    case "proto" -> proto = value;
                    case "host" -> host = value;
                    default -> {
                        // "by", or an extension (§5.5).
                    }
                }
            }
        }
        return new ForwardedElement(forNode, proto, host);
    }

    /** Splits outside of quoted strings (RFC 9110 §5.6.4). */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String unquoted(String value) {
        if (value.length() < 2
                || value.charAt(0) != '"'
                || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
