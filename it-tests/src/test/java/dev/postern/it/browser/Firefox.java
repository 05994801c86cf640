package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.Json;
import dev.postern.it.support.SystemProgram;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The system's Firefox, driven over WebDriver BiDi, which it speaks itself: no geckodriver needed. */
final class Firefox {

    /** What a browser does of its own accord when it starts; a test wants none of it. */
    private static final String PREFERENCES = """
            user_pref("app.normandy.enabled", false);
            user_pref("app.update.disabledForTesting", true);
            user_pref("browser.aboutwelcome.enabled", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("extensions.update.enabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
            user_pref("toolkit.telemetry.enabled", false);
            """;

    private Firefox() {}

    /** Ends the calling test where there is no Firefox (see {@link SystemProgram}). */
    static Browser start() {
        Path firefox = SystemProgram.FIREFOX.require();
        BrowserFolder folder = BrowserFolder.make();
        try {
            Files.writeString(folder.path().resolve("user.js"), PREFERENCES);
            folder.start(new ProcessBuilder(
                            firefox.toString(),
                            "--headless",
                            "--no-remote",
                            "--profile",
                            folder.path().toString(),
                            "--remote-debugging-port",
                            "0",
                            "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            Path told = folder.path().resolve("WebDriverBiDiServer.json");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(told) && Files.readString(told).endsWith("}"));
            Object port = Json.object(Files.readString(told)).get("ws_port");
            return new Browser(
                    BidiPage.connect(URI.create("ws://127.0.0.1:" + port + "/session"), folder));
        } catch (IOException | RuntimeException e) {
            String log = folder.log();
            folder.close();
            throw new IllegalStateException("Firefox did not start; its log:\n" + log, e);
        }
    }
}
