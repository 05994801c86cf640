package dev.postern.http;

/** Something that answers requests: an endpoint, as a binding sees it. */
@FunctionalInterface
public interface ExchangeHandler {

    /**
     * Answers {@code exchange}, now or later, if it lies in this handler's part of the URL space.
     *
     * @return false where it does not; the exchange is then untouched
     */
    boolean handle(Exchange exchange);
}
