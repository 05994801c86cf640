package dev.postern.transport;

import dev.postern.http.HeaderField;
import dev.postern.protocol.Frame;
import dev.postern.protocol.FrameEncoder;
import dev.postern.protocol.Quoting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How frames stand in a response: what comes first, what surrounds each, and how its text is quoted
 * (SockJS protocol, the section of each transport).
 */
final class FrameFormat {

    private static final HeaderField JAVASCRIPT =
            HeaderField.constant("Content-Type", "application/javascript; charset=UTF-8");
    private static final HeaderField EVENT_STREAM =
            HeaderField.constant("Content-Type", "text/event-stream");
    private static final HeaderField HTML =
            HeaderField.constant("Content-Type", "text/html; charset=UTF-8");
    private static final byte[] NOTHING = {};
    private static final byte[] NEW_LINE = {'\n'};

    static final FrameFormat WEBSOCKET =
            new FrameFormat(JAVASCRIPT, Quoting.JSON, NOTHING, NOTHING, NOTHING);

    static final FrameFormat XHR =
            new FrameFormat(JAVASCRIPT, Quoting.JSON, NOTHING, NOTHING, NEW_LINE);

    /** The prelude makes old browsers and some proxies let the beginning of a response through. */
    static final FrameFormat XHR_STREAMING = new FrameFormat(
            JAVASCRIPT, Quoting.JSON, ascii("h".repeat(2048) + "\n"), NOTHING, NEW_LINE);

    static final FrameFormat EVENT_SOURCE = new FrameFormat(
            EVENT_STREAM, Quoting.EVENT_SOURCE, ascii("\r\n"), ascii("data: "), ascii("\r\n\r\n"));

    private static final String HTML_FILE_HEAD = """
            <!doctype html>
            <html><head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            </head><body><h2>Don't panic!</h2>
              <script>
                document.domain = document.domain;
                var c = parent.%s;
                c.start();
                function p(d) {c.message(d);};
                window.onload = function() {c.stop();};
              </script>
            """;

    private final HeaderField contentType;
    private final Quoting quoting;
    private final byte[] prelude;
    private final byte[] before;
    private final byte[] after;

    private FrameFormat(
            HeaderField contentType, Quoting quoting, byte[] prelude, byte[] before, byte[] after) {
        this.contentType = contentType;
        this.quoting = quoting;
        this.prelude = prelude;
        this.before = before;
        this.after = after;
    }

    /** The callback must be a valid name: it stands in a script. */
    static FrameFormat htmlFile(String callback) {
        // Browsers render nothing of a page before its first kilobyte.
        String head = HTML_FILE_HEAD.formatted(callback) + " ".repeat(1024) + "\r\n\r\n";
        return new FrameFormat(
                HTML,
                Quoting.SCRIPT,
                ascii(head),
                ascii("<script>\np(\""),
                ascii("\");\n</script>\r\n"));
    }

    /** The callback must be a valid name: it stands in a script. */
    static FrameFormat jsonp(String callback) {
        // The comment keeps a chosen callback from being taken for another file type ("Rosetta
        // Flash").
        return new FrameFormat(
                JAVASCRIPT,
                Quoting.SCRIPT,
                NOTHING,
                ascii("/**/" + callback + "(\""),
                ascii("\");\r\n"));
    }

    HeaderField contentType() {
        return contentType;
    }

    /** What a streaming response begins with, as a chunk of its own. */
    ByteBuffer prelude() {
        return ByteBuffer.wrap(prelude);
    }

    ByteBuffer encode(Frame frame) {
        return FrameEncoder.encode(frame, quoting, before, after);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
