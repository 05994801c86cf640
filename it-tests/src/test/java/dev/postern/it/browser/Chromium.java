package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.SystemProgram;

import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The system's Chromium without a window, with a profile of its own. */
public final class Chromium implements AutoCloseable {

    private final Path profile;
    private final ChromeDriver driver;

    private Chromium(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /**
     * Ends the calling test where there is no Chromium (see {@link SystemProgram}).
     *
     * @param arguments further switches, such as {@code --proxy-server=…}
     */
    public static Chromium start(String... arguments) {
        Path chromium = SystemProgram.CHROMIUM.require();
        Path chromedriver = SystemProgram.CHROMEDRIVER.require();
        try {
            Path profile = Files.createTempDirectory("postern-chromium");
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
            return new Chromium(profile, new ChromeDriver(service, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page and waits until it is loaded. */
    public void open(String url) {
        driver.get(url);
    }

    /** Runs an expression in the page; what it evaluates to, as a text. */
    public String evaluate(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    /** Adds a script to the page and waits until the global {@code what} is there. */
    public void include(String script, String what) {
        driver.executeScript(
                "var script = document.createElement('script'); script.src = arguments[0];"
                        + " document.documentElement.appendChild(script);",
                script);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !evaluate("typeof " + what).equals("undefined"));
    }

    /** What the page looks like, as a PNG. */
    public byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException stillWriting) {
            // A profile's last writes may come after its browser's end; the system clears what is
            // left.
        }
    }
}
