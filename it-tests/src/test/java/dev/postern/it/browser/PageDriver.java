package dev.postern.it.browser;

/** What drives a browser's page, and ends the browser; the protocol is the engine's affair. */
interface PageDriver extends AutoCloseable {

    /** Returns when the page is loaded. */
    void open(String url);

    /** What the expression evaluates to in the page, as {@link String#valueOf(Object)} writes it. */
    String evaluate(String expression);

    @Override
    void close();
}
