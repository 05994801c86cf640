package dev.postern.transport;

import dev.postern.api.Counter;
import dev.postern.http.Exchange;
import dev.postern.session.LiveSession;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** {@code xhr_send} and {@code jsonp_send}: a client's messages, as a JSON array in a request's body. */
public final class SendEndpoint implements SessionTransport {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final TransportContext context;
    private final boolean jsonp;

    private SendEndpoint(TransportContext context, boolean jsonp) {
        this.context = context;
        this.jsonp = jsonp;
    }

    public static SendEndpoint xhr(TransportContext context) {
        return new SendEndpoint(context, false);
    }

    public static SendEndpoint jsonp(TransportContext context) {
        return new SendEndpoint(context, true);
    }

    @Override
    public void handle(Exchange exchange, String id) {
        LiveSession session = context.sessions().find(id, context.identities().identify(exchange));
        if (session == null) {
            context.counters().add(Counter.UNKNOWN_SESSION);
            Answers.notFound(exchange);
            return;
        }
        Upload upload = new Upload(context, exchange, session, jsonp);
        if (jsonp && isForm(exchange.header("Content-Type"))) {
            exchange.readBody(new FormUpload(upload));
        } else {
            exchange.readBody(upload);
        }
        upload.expectEnd();
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }
}
