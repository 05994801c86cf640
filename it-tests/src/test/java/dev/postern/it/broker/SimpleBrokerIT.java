package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;
import dev.postern.it.support.SystemProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code @stomp/stompjs} in Chromium with the simple broker: as a WebSocket, and through sockjs-client. */
class SimpleBrokerIT {

    /** The passcode is "secret"; as {@code openssl passwd -6} prints it. */
    private static final String HASH =
            "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT"
                    + "0Y77vwPZN.Pq.H91p5hVO1";

    private static final String NOBODY = "{}";
    private static final String ANN = "{login:'ann',passcode:'secret'}";

    @TempDir
    private static Path folder;

    private static StompPages pages;
    private static GatewayProcess open;
    private static GatewayProcess guarded;
    private static Browser browser;
    private static StompPage page;

    @BeforeAll
    static void start() throws IOException {
        SystemProgram.CHROMIUM.require();
        Path users =
                Files.writeString(folder.resolve("users"), "ann:" + HASH + "\nbob:" + HASH + "\n");
        pages = StompPages.start();
        open = GatewayProcess.start(
                "--origin",
                pages.origin(),
                "--grace",
                "500ms",
                // STOMP's own come a little sooner, so that this one rests.
                "--heartbeat",
                "2s",
                "--route",
                "/stomp=stomp:simple");
        guarded = GatewayProcess.start(
                "--origin",
                pages.origin(),
                "--grace",
                "500ms",
                "--max-message",
                "64k",
                "--stomp-users",
                users.toString(),
                "--stomp-allow",
                "subscribe /user/**",
                "--stomp-allow",
                "subscribe /topic/{user}/*",
                "--stomp-allow",
                "send /user/**",
                "--route",
                "/stomp=stomp:simple");
        browser = Chromium.start();
        page = new StompPage(browser, pages);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        for (GatewayProcess gateway : new GatewayProcess[] {open, guarded}) {
            if (gateway != null) {
                gateway.close();
            }
        }
        if (pages != null) {
            pages.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "websocket", "xhr-streaming", "xhr-polling"})
    void connectsSubscribesSendsAndLeavesWithAReceipt(String transport) {
        Map<String, Object> connected = page.connect(open, transport, NOBODY, 0);
        assertThat(connected.get("protocol"))
                .isEqualTo(transport.equals("raw") ? "v12.stomp" : null);
        assertThat(StompPage.headers(connected)).containsEntry("version", "1.2");
        List<String> bodies = IntStream.range(0, 200)
                .mapToObj(
                        i -> i % 50 == 0 ? "nul \0 and 😀 " + i + "x".repeat(30_000) : "grüße " + i)
                .toList();

        page.run("subscribe('/topic/" + transport + "')");
        page.run("publish('/topic/" + transport + "', " + Json.write(bodies) + ", {receipt:'r1'})");

        Map<String, Object> seen =
                page.awaitSeen(now -> StompPage.list(now, "messages").size() == bodies.size());
        assertThat(StompPage.list(seen, "messages"))
                .extracting(message -> ((Map<?, ?>) message).get("body"))
                .isEqualTo(bodies);
        page.run("disconnect('bye')");
        seen = page.awaitSeen(now -> !StompPage.list(now, "closes").isEmpty());
        assertThat(StompPage.list(seen, "receipts")).contains("r1", "bye");
        assertThat(StompPage.list(seen, "errors")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "websocket", "xhr-streaming", "xhr-polling"})
    void heartBeatsBothWaysKeepAQuietSession(String transport) {
        Map<String, Object> connected = page.connect(open, transport, NOBODY, 10_000);

        assertThat(StompPage.headers(connected)).containsEntry("heart-beat", "10000,10000");
        Map<String, Object> seen = page.awaitSeen(
                now -> Collections.frequency(StompPage.list(now, "frames"), "beat") >= 2);
        assertThat(StompPage.list(seen, "closes")).isEmpty();
        page.run("disconnect('bye')");
        page.awaitSeen(now -> StompPage.list(now, "receipts").contains("bye"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "websocket", "xhr-streaming", "xhr-polling"})
    void wrongCredentialsAreAnErrorAndTheClose(String transport) {
        page.load();
        page.run("connect(" + Json.write(StompPage.url(guarded)) + ", '" + transport
                + "', {login:'ann',passcode:'wrong'}, 0)");

        Map<String, Object> seen =
                page.awaitSeen(now -> !StompPage.list(now, "closes").isEmpty());

        assertThat(StompPage.list(seen, "errors"))
                .isEqualTo(List.of("Wrong or missing credentials"));
        assertThat(StompPage.list(seen, "closes"))
                .isEqualTo(List.of(Map.of("code", 3000, "reason", "Unauthorized")));
        assertThat(seen.get("connected")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "xhr-streaming", "xhr-polling"})
    void userDestinationsReachTheUserOfTheCredentials(String transport) {
        Map<String, Object> connected = page.connect(guarded, transport, ANN, 0);
        assertThat(StompPage.headers(connected)).containsEntry("user-name", "ann");

        page.run("subscribe('/user/queue/mine')");
        page.run("publish('/user/bob/queue/mine', ['for bob'])");
        page.run("publish('/user/ann/queue/mine', ['for ann'])");

        Map<String, Object> seen =
                page.awaitSeen(now -> !StompPage.list(now, "messages").isEmpty());
        assertThat(StompPage.list(seen, "messages"))
                .isEqualTo(List.of(Map.of("destination", "/user/queue/mine", "body", "for ann")));
        page.run("disconnect('bye')");
        page.awaitSeen(now -> StompPage.list(now, "receipts").contains("bye"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "xhr-streaming", "xhr-polling"})
    void whatNoRuleAllowsIsAnErrorThatNamesIt(String transport) {
        page.connect(guarded, transport, ANN, 0);
        page.run("subscribe('/topic/ann/own')");
        page.run("subscribe('/topic/bob/own')");

        Map<String, Object> seen =
                page.awaitSeen(now -> !StompPage.list(now, "closes").isEmpty());

        assertThat(StompPage.list(seen, "errors"))
                .isEqualTo(List.of("Denied: no rule allows to subscribe /topic/bob/own"));
        assertThat(StompPage.list(seen, "closes"))
                .isEqualTo(List.of(Map.of("code", 3003, "reason", "Forbidden")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "xhr-streaming", "xhr-polling"})
    void aFrameOverTheLimitIsAnErrorThatNamesIt(String transport) {
        page.connect(guarded, transport, ANN, 0);
        page.run("publish('/user/ann/queue/mine', ['x'.repeat(70000)])");

        Map<String, Object> seen =
                page.awaitSeen(now -> !StompPage.list(now, "closes").isEmpty());

        assertThat(StompPage.list(seen, "errors"))
                .isEqualTo(List.of("Over a limit: a frame is larger than max-frame (65536 bytes)"));
        assertThat(StompPage.list(seen, "closes"))
                .isEqualTo(List.of(Map.of("code", 1009, "reason", "Message too big")));
    }
}
