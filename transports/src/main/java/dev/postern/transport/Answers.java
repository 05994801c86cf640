package dev.postern.transport;

import dev.postern.http.CachePolicy;
import dev.postern.http.Completion;
import dev.postern.http.CorsPolicy;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The answers that SockJS prescribes word for word. */
public final class Answers {

    private static final HeaderField TEXT =
            HeaderField.constant("Content-Type", "text/plain; charset=UTF-8");

    /** nginx and others: do not wait for more of this response before you pass it on. */
    private static final HeaderField UNBUFFERED = HeaderField.constant("X-Accel-Buffering", "no");

    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Answers() {}

    /** The head of a response that carries something of a session. */
    static ResponseHead sessionHead(
            int status,
            @Nullable HeaderField contentType,
            Exchange exchange,
            boolean cookieNeeded) {
        List<HeaderField> fields = new ArrayList<>(8);
        if (contentType != null) {
            fields.add(contentType);
        }
        fields.add(CachePolicy.NOT_CACHED);
        fields.add(UNBUFFERED);
        fields.addAll(CorsPolicy.fields(exchange.header("Origin"), null));
        if (cookieNeeded) {
            fields.add(SessionCookie.of(exchange.headers()));
        }
        return new ResponseHead(status, fields);
    }

    /** A text, readable by a page of another origin. */
    static void sessionText(Exchange exchange, int status, String text, boolean cookieNeeded) {
        exchange.respond(
                sessionHead(status, TEXT, exchange, cookieNeeded), utf8(text), Completion.IGNORED);
    }

    /** 204 with the content type that old Firefoxes want even there (SockJS protocol, xhr_send). */
    static void noContent(Exchange exchange, boolean cookieNeeded) {
        exchange.respond(
                sessionHead(204, TEXT, exchange, cookieNeeded),
                NO_BODY.duplicate(),
                Completion.IGNORED);
    }

    /** A text that needs no session, and that any cache may forget. */
    public static void text(Exchange exchange, int status, String text) {
        exchange.respond(new ResponseHead(status, TEXT), utf8(text), Completion.IGNORED);
    }

    /** A status with nothing but header fields. */
    public static void bare(Exchange exchange, int status, HeaderField... fields) {
        exchange.respond(new ResponseHead(status, fields), NO_BODY.duplicate(), Completion.IGNORED);
    }

    public static void notFound(Exchange exchange) {
        exchange.respond(
                new ResponseHead(404, TEXT, CachePolicy.NOT_CACHED),
                utf8("Not found\n"),
                Completion.IGNORED);
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
