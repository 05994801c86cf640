package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Identity;
import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class ConnectFrameTest {

    private static final BrokerLogin LOGIN = new BrokerLogin("relay", "s3:cret\\");
    private static final StompFrame CLIENTS = StompFrame.of(
            StompCommand.STOMP,
            StompHeaders.of("login", "me", "host", "mine", "heart-beat", "0,0", "client-id", "7"));

    @Test
    void passesTheClientsLoginOnWithHeartBeatsOfItsOwn() {
        assertThat(forBroker(StompVersion.V1_2, null, null))
                .isEqualTo(StompFrame.of(
                        StompCommand.STOMP,
                        StompHeaders.of(
                                "login",
                                "me",
                                "host",
                                "mine",
                                "heart-beat",
                                "5000,5000",
                                "client-id",
                                "7")));
    }

    @Test
    void version10HasNoHeartBeats() {
        assertThat(forBroker(StompVersion.V1_0, null, null)).isEqualTo(CLIENTS);
    }

    @Test
    void logsInItselfAndLetsNoClientChooseTheVirtualHost() {
        StompHeaders headers = forBroker(StompVersion.V1_1, LOGIN, null).headers();
        assertThat(headers.get("login")).isEqualTo("relay");
        assertThat(headers.get("passcode")).isEqualTo("s3:cret\\");
        assertThat(headers.get("host")).isNull();
        assertThat(headers.get("client-id")).isEqualTo("7");
    }

    @Test
    void namesItsOwnVirtualHost() {
        assertThat(forBroker(StompVersion.V1_2, null, "/prod").header("host")).isEqualTo("/prod");
        assertThat(forBroker(StompVersion.V1_2, LOGIN, "/prod").header("host")).isEqualTo("/prod");
    }

    @Test
    void logsInByTheClientsName() {
        StompHeaders headers = forBroker(
                        StompVersion.V1_2, new BrokerLogin("web-{user}", "ours"), null)
                .headers();
        assertThat(headers.get("login")).isEqualTo("web-ann");
        assertThat(headers.get("passcode")).isEqualTo("ours");
        assertThat(headers.get("host")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann\nlogin:bob", "ann\0", "ann\r"})
    void aClientWithoutANameForIt(String name) {
        Identity client = new Identity(name);
        RelaySettings byName = settings(new BrokerLogin("{user}", "ours"), null);
        assertThat(ConnectFrame.hasLoginFor(client, byName)).isFalse();
        assertThat(ConnectFrame.hasLoginFor(new Identity("ann"), byName)).isTrue();
        assertThat(ConnectFrame.hasLoginFor(client, settings(LOGIN, null))).isTrue();
        assertThat(ConnectFrame.hasLoginFor(client, settings(null, null))).isTrue();
    }

    private static StompFrame forBroker(
            StompVersion version, @Nullable BrokerLogin login, @Nullable String virtualHost) {
        return ConnectFrame.forBroker(
                CLIENTS, version, settings(login, virtualHost), new Identity("ann"));
    }

    private static RelaySettings settings(
            @Nullable BrokerLogin login, @Nullable String virtualHost) {
        return new RelaySettings(
                login,
                virtualHost,
                null,
                null,
                Duration.ofSeconds(5),
                RelaySettings.DEFAULT.connectTimeout(),
                RelaySettings.DEFAULT.reconnectSpread());
    }
}
