package dev.postern.it.browser;

import java.io.IOException;

/** A page in some browser, with {@code page.js} in it. */
interface Page {

    /** Begins afresh. */
    void load() throws IOException;

    /** Runs a script in the page; what it evaluates to, as a text. */
    String evaluate(String expression);
}
