package dev.postern.it.conformance;

import java.util.ArrayList;
import java.util.List;

/** JSON strings, read and written by hand: the tests must not share the product's parser. */
final class Frames {

    private Frames() {}

    /** The texts in {@code a["…","…"]}; fails for anything else. */
    static List<String> messages(String frame) {
        String text = frame.strip();
        if (!text.startsWith("a[\"") || !text.endsWith("\"]")) {
            throw new IllegalArgumentException("no messages but " + text);
        }
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        boolean inside = false;
        for (int i = 2; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (inside) {
                    messages.add(message.toString());
                    message.setLength(0);
                }
                inside = !inside;
            } else if (inside && c == '\\') {
                i++;
                i += unescape(text, i, message);
            } else if (inside) {
                message.append(c);
            }
        }
        return messages;
    }

    private static int unescape(String text, int at, StringBuilder message) {
        switch (text.charAt(at)) {
            case 'u' -> {
                message.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                return 4;
            }
            case 'b' -> message.append('\b');
            case 'f' -> message.append('\f');
            case 'n' -> message.append('\n');
            case 'r' -> message.append('\r');
            case 't' -> message.append('\t');
            default -> message.append(text.charAt(at));
        }
        return 0;
    }

    /** Each char of {@code text} as {@code \}{@code uXXXX}. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder(6 * text.length());
        text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return json.toString();
    }

    /** {@code ["…"]} of texts without anything to escape. */
    static String batch(Iterable<String> plain) {
        return "[\"" + String.join("\",\"", plain) + "\"]";
    }
}
