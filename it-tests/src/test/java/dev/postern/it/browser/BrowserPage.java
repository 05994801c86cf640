package dev.postern.it.browser;

/** A browser's page, loaded in a way of the test's own. */
record BrowserPage(Browser browser, Runnable loading) implements Page {

    @Override
    public void load() {
        loading.run();
    }

    @Override
    public String evaluate(String expression) {
        return browser.evaluate(expression);
    }
}
