package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RelaySettings;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;

/** TLS towards a broker: its certificate must be one we trust, and for the name we know it by. */
public final class BrokerTls {

    private static final String NO_CERTIFICATE = "there is no certificate in it";

    private BrokerTls() {}

    /**
     * Not started.
     *
     * @throws ConfigException where the trust store can't be used
     */
    public static SslContextFactory.Client contextFactory(RelaySettings settings) {
        SslContextFactory.Client tls = new SslContextFactory.Client(false);
        // Names a broker's certificate as HTTPS does (RFC 9110 §4.3.4).
        tls.setEndpointIdentificationAlgorithm("HTTPS");
        Path trustStore = settings.trustStore();
        if (trustStore != null) {
            try {
                KeyStore store = load(trustStore, settings.trustStorePassword());
                // Else nobody is trusted, and the first connection says so in words of its own.
                if (!holdsCertificates(store)) {
                    throw new GeneralSecurityException(NO_CERTIFICATE);
                }
                tls.setTrustStore(store);
            } catch (IOException | GeneralSecurityException e) {
                throw new ConfigException("The trust store " + trustStore + " can't be used: "
                        + e.getMessage()
                        + "; name a PEM file of certificates (-----BEGIN CERTIFICATE-----), or a PKCS #12 or"
                        + " JKS key store and its password.");
            }
        }
        return tls;
    }

    private static boolean holdsCertificates(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) != null) {
                return true;
            }
        }
        return false;
    }

    private static KeyStore load(Path file, @Nullable String password)
            throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            if (!text.contains("CERTIFICATE-----")) {
                throw new GeneralSecurityException(NO_CERTIFICATE);
            }
            return ofPem(file);
        }
        return KeyStore.getInstance(
                file.toFile(), password == null ? null : password.toCharArray());
    }

    private static KeyStore ofPem(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }
}
