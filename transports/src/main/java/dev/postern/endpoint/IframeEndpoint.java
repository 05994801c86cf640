package dev.postern.endpoint;

import dev.postern.http.CachePolicy;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** {@code /iframe*.html}: the page in which sockjs-client talks across origins where CORS is missing. */
final class IframeEndpoint {

    private static final HeaderField HTML =
            HeaderField.constant("Content-Type", "text/html; charset=UTF-8");

    /** SockJS protocol, "IFrame page", to the letter. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html>
            <head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
              <script src="%s"></script>
              <script>
                document.domain = document.domain;
                SockJS.bootstrap_iframe();
              </script>
            </head>
            <body>
              <h2>Don't panic!</h2>
              <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
            </body>
            </html>""";

    private final CachePolicy caching = new CachePolicy();
    private final byte[] page;
    private final HeaderField etag;

    /** A page that loads sockjs-client from {@code sockjsUrl}. */
    IframeEndpoint(String sockjsUrl) {
        page = PAGE.formatted(escape(sockjsUrl)).getBytes(StandardCharsets.UTF_8);
        etag = HeaderField.constant("ETag", '"' + digest(page) + '"');
    }

    void handle(Exchange exchange) {
        boolean known = exchange.headers().elements("If-None-Match").stream()
                .anyMatch(candidate ->
                        candidate.equals(etag.value()) || candidate.equals("W/" + etag.value()));
        List<HeaderField> fields = new ArrayList<>(5);
        if (!known) {
            fields.add(HTML);
        }
        fields.add(etag);
        fields.addAll(caching.oneYear());
        exchange.respond(
                new ResponseHead(known ? 304 : 200, fields),
                known ? ByteBuffer.allocate(0) : ByteBuffer.wrap(page),
                Completion.IGNORED);
    }

    private static String escape(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
