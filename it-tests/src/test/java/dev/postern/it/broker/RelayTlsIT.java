package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Brokers behind TLS: one that is trusted, one whose certificate nobody vouches for, one with another's name. */
class RelayTlsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static ArtemisBroker broker;
    private static ArtemisBroker stranger;
    private static ArtemisBroker misnamed;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.startWithTls(keyStore("broker", "ip:127.0.0.1"), PASSWORD);
        stranger = ArtemisBroker.startWithTls(keyStore("stranger", "ip:127.0.0.1"), PASSWORD);
        misnamed = ArtemisBroker.startWithTls(keyStore("misnamed", "dns:mq.example"), PASSWORD);
        Path trusted = folder.resolve("trusted.pem");
        Files.writeString(trusted, certificate("broker") + certificate("misnamed"));
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--relay-trust-store",
                trusted.toString(),
                "--route",
                "/stomp=" + target(broker),
                "--route",
                "/stranger=" + target(stranger),
                "--route",
                "/misnamed=" + target(misnamed));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        for (ArtemisBroker each : new ArtemisBroker[] {broker, stranger, misnamed}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void aTrustedBrokerIsRelayedTo() throws Exception {
        try (StompClient client = StompClient.connect(ClientTransport.WEBSOCKET, gateway.port())) {
            client.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:/queue/tls");
            client.sendAndAwait("SEND", "x".repeat(100_000), "destination:/queue/tls");
            assertThat(client.await("MESSAGE").body()).hasSize(100_000);
            client.sendAndAwait("DISCONNECT", "");
        }
    }

    @Test
    void aBrokerThatNobodyVouchesForIsRefused() throws Exception {
        assertRefused(
                "/stranger",
                stranger,
                "its certificate is not trusted; relay.trust-store names the certificates that are");
    }

    @Test
    void aBrokerWithTheNameOfAnotherIsRefused() throws Exception {
        assertRefused("/misnamed", misnamed, "its certificate is not for 127.0.0.1");
    }

    private static void assertRefused(String prefix, ArtemisBroker which, String why)
            throws IOException {
        try (StompClient client =
                StompClient.open(ClientTransport.WEBSOCKET, gateway.port(), prefix)) {
            client.send("CONNECT", "", "accept-version:1.2", "host:/");
            assertThat(client.await("ERROR").header("message"))
                    .isEqualTo("broker 127.0.0.1:" + which.port() + " can't be reached");
            assertThat(client.awaitEnd()).extracting(Ending::code).isEqualTo(1014);
        }
        await().untilAsserted(() -> assertThat(gateway.log())
                .anyMatch(line -> line.contains(
                        "broker 127.0.0.1:" + which.port() + " can't be reached: " + why)));
    }

    private static String target(ArtemisBroker broker) {
        return "stomp+ssl://127.0.0.1:" + broker.port();
    }

    private static String keyStore(String name, String subject) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12");
        return store.toString();
    }

    private static String certificate(String name) throws Exception {
        Path pem = folder.resolve(name + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                pem.toString(),
                "-keystore",
                folder.resolve(name + ".p12").toString());
        return Files.readString(pem);
    }

    private static void keytool(String... arguments) throws Exception {
        Path log = folder.resolve("keytool.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
