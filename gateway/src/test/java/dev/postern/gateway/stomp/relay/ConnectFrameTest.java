package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private static StompFrame forBroker(
            StompVersion version, @Nullable BrokerLogin login, @Nullable String virtualHost) {
        return ConnectFrame.forBroker(
                CLIENTS,
                version,
                new RelaySettings(
                        login,
                        virtualHost,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        RelaySettings.DEFAULT.connectTimeout(),
                        RelaySettings.DEFAULT.reconnectSpread()));
    }
}
