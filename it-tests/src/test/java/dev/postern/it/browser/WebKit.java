package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.FreePorts;
import dev.postern.it.support.SystemProgram;

import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.RemoteWebDriver;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** WebKitGTK's own small browser, on a screen of memory: it knows no life without one. */
final class WebKit {

    private WebKit() {}

    /** Ends the calling test where there is none (see {@link SystemProgram}). */
    static Browser start() {
        Path program = SystemProgram.WEBKIT_DRIVER.require();
        Path screen = SystemProgram.XVFB.require();
        BrowserFolder folder = BrowserFolder.make();
        try {
            // The driver takes no port of its own choice.
            int port = FreePorts.next();
            ProcessBuilder driver = new ProcessBuilder(program.toString(), "--port=" + port);
            driver.environment().put("DISPLAY", ":" + display(screen, folder));
            driver.environment().remove("WAYLAND_DISPLAY");
            driver.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            folder.start(driver);
            await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
            return new Browser(new WebDriverPage(
                    new RemoteWebDriver(
                            URI.create("http://127.0.0.1:" + port).toURL(),
                            new ImmutableCapabilities(
                                    "webkitgtk:browserOptions",
                                    Map.of("args", new String[] {"--automation"}))),
                    folder));
        } catch (IOException | RuntimeException e) {
            String log = folder.log();
            folder.close();
            throw new IllegalStateException("WebKit did not start; its log:\n" + log, e);
        }
    }

    /** Starts a screen; its number, which it chooses itself. */
    private static String display(Path screen, BrowserFolder folder) throws IOException {
        Process process = folder.start(new ProcessBuilder(
                screen.toString(),
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                "1024x768x24"));
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            String number = out.readLine();
            if (number == null) {
                throw new IOException("no screen");
            }
            return number;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
