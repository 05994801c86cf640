package dev.postern.it.browser;

import dev.postern.it.support.SystemProgram;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import java.nio.file.Path;

/** The system's Chromium. */
public final class Chromium {

    private Chromium() {}

    /**
     * Ends the calling test where there is no Chromium (see {@link SystemProgram}).
     *
     * @param arguments further switches, such as {@code --proxy-server=…}
     */
    public static Browser start(String... arguments) {
        SystemProgram.CHROMIUM.require();
        BrowserFolder folder = BrowserFolder.make();
        return new Browser(new WebDriverPage(driver(folder.path(), arguments), folder));
    }

    /** Selenium's own driver of it, with its profile in that folder. */
    public static ChromeDriver driver(Path profile, String... arguments) {
        Path chromium = SystemProgram.CHROMIUM.require();
        Path chromedriver = SystemProgram.CHROMEDRIVER.require();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile)
                .addArguments(arguments);
        return new ChromeDriver(service, options);
    }
}
