package dev.postern.endpoint;

import dev.postern.api.Transport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the frames out of a response as a browser and sockjs-client would, and rejects all else. */
final class ResponseFrames {

    private static final Pattern LINE = Pattern.compile("([^\n]*)\n");
    private static final Pattern EVENT = Pattern.compile("data: ([^\r\n]*)\r\n\r\n");
    private static final Pattern SCRIPT =
            Pattern.compile("<script>\np\\(\"((?:[^\"\\\\\r\n]++|\\\\.)*+)\"\\);\n</script>\r\n");
    private static final Pattern CALL =
            Pattern.compile("/\\*\\*/_jp\\.a\\(\"((?:[^\"\\\\\r\n]++|\\\\.)*+)\"\\);\r\n");
    private static final Pattern PERCENT = Pattern.compile("%(..)");

    private static final String HTML_FILE_HEAD = """
            <!doctype html>
            <html><head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            </head><body><h2>Don't panic!</h2>
              <script>
                document.domain = document.domain;
                var c = parent._jp.a;
                c.start();
                function p(d) {c.message(d);};
                window.onload = function() {c.stop();};
              </script>
            """;

    private ResponseFrames() {}

    static List<String> of(Transport transport, String body) {
        return switch (transport) {
            case XHR_POLLING -> all(LINE, body);
            case XHR_STREAMING -> all(LINE, after("h".repeat(2048) + "\n", body));
            case EVENT_SOURCE ->
                all(EVENT, after("\r\n", body)).stream()
                        .map(ResponseFrames::decodeUri)
                        .toList();
            case HTML_FILE ->
                all(SCRIPT, after(HTML_FILE_HEAD + " ".repeat(1024) + "\r\n\r\n", body)).stream()
                        .map(ResponseFrames::unescape)
                        .toList();
            case JSONP_POLLING ->
                all(CALL, body).stream().map(ResponseFrames::unescape).toList();
            default -> throw new IllegalArgumentException(transport.label());
        };
    }

    private static String after(String prelude, String body) {
        if (!body.startsWith(prelude)) {
            throw new AssertionError("not the prelude: " + body);
        }
        return body.substring(prelude.length());
    }

    private static List<String> all(Pattern frame, String body) {
        List<String> frames = new ArrayList<>();
        Matcher matcher = frame.matcher(body);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            frames.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != body.length()) {
            throw new AssertionError("not a frame: " + body.substring(end));
        }
        return frames;
    }

    /** As sockjs-client does to each event: what is no escape would throw there. */
    private static String decodeUri(String data) {
        return PERCENT.matcher(data).replaceAll(escape -> {
            if (!escape.group(1).equals("25")) {
                throw new AssertionError("decodeURI would change or reject %" + escape.group(1));
            }
            return "%";
        });
    }

    /** A JavaScript string literal without its quotes; the only escapes in it are of single chars. */
    private static String unescape(String literal) {
        if (literal.contains("</") || literal.contains("<!")) {
            throw new AssertionError("ends or begins something in HTML: " + literal);
        }
        return literal.replaceAll("\\\\(.)", "$1");
    }
}
