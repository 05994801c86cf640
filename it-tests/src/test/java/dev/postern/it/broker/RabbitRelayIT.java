package dev.postern.it.broker;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

/** Whatever RabbitMQ can do, a client behind the gateway can use. */
class RabbitRelayIT {

    @TempDir
    private static Path home;

    private static RabbitBroker broker;
    private static StompPages pages;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitBroker.start(home);
        pages = StompPages.start();
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--origin",
                pages.origin(),
                "--stomp-heartbeat",
                "1s",
                "--route",
                "/stomp=stomp+tcp://127.0.0.1:" + broker.port());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (pages != null) {
            pages.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientTransport.class,
            names = {"WEBSOCKET", "RAW_WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void isTransparent(ClientTransport transport) throws Exception {
        new RelayStory(broker, gateway, transport).tell();
    }

    @Test
    void soCanAPage() {
        try (Browser browser = Chromium.start()) {
            new BrowserStory(browser, pages, gateway).tell();
        }
    }
}
