package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RelaySettings;

import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;

/** A trust store that trusts nobody is told at the start. */
class BrokerTlsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN \n",
                "hello\n",
                ""
            })
    void aFileWithoutCertificates(String content) throws IOException {
        assertRefused(Files.writeString(folder.resolve("trusted.pem"), content), null);
    }

    @Test
    void aKeyInPlaceOfACertificate() throws IOException {
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n");
        assertRefused(key, null).hasMessageContaining("there is no certificate in it; ");
    }

    @Test
    void anEmptyKeyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        assertRefused(file, "changeit");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(
            Path file, @Nullable String password) {
        RelaySettings settings = new RelaySettings(
                null, null, file, password, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return assertThatThrownBy(() -> BrokerTls.contextFactory(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("The trust store " + file + " can't be used: ")
                .hasMessageContaining("name a PEM file of certificates");
    }
}
