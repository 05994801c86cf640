package dev.postern.it.browser;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** A page driven over WebDriver BiDi: the first that its browser shows. */
final class BidiPage implements PageDriver {

    private final BidiConnection browser;
    private final BrowserFolder folder;
    private final Object context;

    private BidiPage(BidiConnection browser, BrowserFolder folder, Object context) {
        this.browser = browser;
        this.folder = folder;
        this.context = context;
    }

    /** Ends {@code folder}'s processes when it is closed. */
    static BidiPage connect(URI uri, BrowserFolder folder) {
        BidiConnection browser = BidiConnection.open(uri);
        browser.call("session.new", Map.of("capabilities", Map.of()));
        List<?> contexts =
                (List<?>) browser.call("browsingContext.getTree", Map.of()).get("contexts");
        return new BidiPage(browser, folder, ((Map<?, ?>) contexts.get(0)).get("context"));
    }

    @Override
    public void open(String url) {
        browser.call(
                "browsingContext.navigate",
                Map.of("context", context, "url", url, "wait", "complete"));
    }

    @Override
    public String evaluate(String expression) {
        Map<?, ?> result = browser.call(
                "script.evaluate",
                Map.of(
                        "expression",
                        expression,
                        "target",
                        Map.of("context", context),
                        "awaitPromise",
                        false));
        if (!"success".equals(result.get("type"))) {
            throw new IllegalStateException(expression + ": " + result);
        }
        return String.valueOf(((Map<?, ?>) result.get("result")).get("value"));
    }

    @Override
    public void close() {
        try (folder) {
            browser.close();
        }
    }
}
