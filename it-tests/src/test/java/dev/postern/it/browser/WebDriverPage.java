package dev.postern.it.browser;

import org.openqa.selenium.remote.RemoteWebDriver;

/** A page driven over W3C WebDriver. */
record WebDriverPage(RemoteWebDriver driver, BrowserFolder folder) implements PageDriver {

    @Override
    public void open(String url) {
        driver.get(url);
    }

    @Override
    public String evaluate(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    @Override
    public void close() {
        try (folder) {
            driver.quit();
        }
    }
}
