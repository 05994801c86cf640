package dev.postern.it.browser;

import dev.postern.it.support.FreePorts;
import dev.postern.it.support.SystemProgram;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The system's Chromium. */
public final class Chromium {

    /**
     * Lets sockjs-client give a transport five seconds where a page says nothing of it. Of itself it gives up after
     * 600 ms where {@code /info} was quick, and a busy machine sleeps for longer now and then.
     */
    private static final String PATIENT_SOCKJS = """
            (() => {
              let ours;
              Object.defineProperty(window, 'SockJS', {
                get: () => ours,
                set: SockJS => {
                  ours = new Proxy(SockJS, {
                    construct: (target, [url, protocols, options]) =>
                        new target(url, protocols, { timeout: 5000, ...options })
                  });
                }
              });
            })();
            """;

    /** On a slow machine the driver, and then the browser, takes its time. */
    private static final Duration START = Duration.ofSeconds(60);

    private Chromium() {}

    /**
     * Ends the calling test where there is no Chromium (see {@link SystemProgram}).
     *
     * @param arguments further switches, such as {@code --proxy-server=…}
     */
    public static Browser start(String... arguments) {
        SystemProgram.CHROMIUM.require();
        BrowserFolder folder = BrowserFolder.make();
        try {
            return new Browser(new WebDriverPage(driver(folder.path(), arguments), folder));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Selenium's own driver of it, with its profile in that folder. */
    public static ChromeDriver driver(Path profile, String... arguments) {
        Path chromium = SystemProgram.CHROMIUM.require();
        Path chromedriver = SystemProgram.CHROMEDRIVER.require();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingPort(FreePorts.next())
                .withTimeout(START)
                .build();
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        // Containers have 64 MB of it, and a page that wants more dies.
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile)
                .addArguments(arguments);
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", PATIENT_SOCKJS));
        return driver;
    }
}
