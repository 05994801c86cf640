package dev.postern.it.broker;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.support.ClientTransport;

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
    private static RelayStand stand;

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitBroker.start(home);
        stand = RelayStand.before(broker.port());
    }

    @AfterAll
    static void stop() throws Exception {
        if (stand != null) {
            stand.close();
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
        new RelayStory(broker, stand.gateway(), transport).tell();
    }

    @Test
    void soCanAPage() {
        try (Browser browser = Chromium.start()) {
            new BrowserStory(browser, stand.pages(), stand.gateway()).tell();
        }
    }
}
