package dev.postern.it.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /info} says.
 *
 * @param origins the JSON as it stands
 */
record Info(boolean websocket, boolean cookieNeeded, String origins, long entropy) {

    static Info parse(String json) {
        return new Info(
                Boolean.parseBoolean(value(json, "websocket", "true|false")),
                Boolean.parseBoolean(value(json, "cookie_needed", "true|false")),
                value(json, "origins", "\\[[^]]*]"),
                Long.parseLong(value(json, "entropy", "-?[0-9]+")));
    }

    private static String value(String json, String name, String form) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\" *: *(" + form + ")[,}]").matcher(json);
        if (!json.startsWith("{") || !json.strip().endsWith("}") || !matcher.find()) {
            throw new IllegalArgumentException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
