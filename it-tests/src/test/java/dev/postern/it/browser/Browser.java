package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.Json;

import java.time.Duration;

/** A browser of the system without a window, with a profile of its own, whatever its engine. */
public final class Browser implements AutoCloseable {

    private final PageDriver driver;

    Browser(PageDriver driver) {
        this.driver = driver;
    }

    /** Opens a page and waits until it is loaded. */
    public void open(String url) {
        driver.open(url);
    }

    /** Runs an expression in the page; what it evaluates to, as a text. */
    public String evaluate(String expression) {
        return driver.evaluate(expression);
    }

    /** Adds a script to the page and waits until the global {@code what} is there. */
    public void include(String script, String what) {
        evaluate("document.documentElement.appendChild(Object.assign("
                + "document.createElement('script'), {src: " + Json.write(script) + "})).src");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !evaluate("typeof " + what).equals("undefined"));
    }

    @Override
    public void close() {
        driver.close();
    }
}
