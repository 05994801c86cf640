package dev.postern.transport;

import dev.postern.http.Exchange;

/** Answers one kind of session URL. */
@FunctionalInterface
public interface SessionTransport {

    /**
     * Answers a request; at once or later.
     *
     * @param session the session's id, as it stands in the URL
     */
    void handle(Exchange exchange, String session);
}
