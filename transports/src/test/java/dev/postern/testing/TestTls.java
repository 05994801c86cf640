package dev.postern.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost, made by the JDK's own keytool once per test run, and a client's trust in it. */
public final class TestTls {

    public static final String PASSWORD = "changeit";

    private static final TestTls ONCE = create();

    private final KeyStore keyStore;
    private final SSLContext trust;

    private TestTls(KeyStore keyStore, SSLContext trust) {
        this.keyStore = keyStore;
        this.trust = trust;
    }

    /** The server's key and certificate; the key's password is {@link #PASSWORD}. */
    public static KeyStore keyStore() {
        return ONCE.keyStore;
    }

    /** For clients that are to trust it. */
    public static SSLContext trust() {
        return ONCE.trust;
    }

    private static TestTls create() {
        try {
            Path file = Files.createTempDirectory("postern-tls").resolve("localhost.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "localhost",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString())
                    .inheritIO()
                    .start();
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keyStore.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(file.getParent());
            KeyStore certificates = KeyStore.getInstance("PKCS12");
            certificates.load(null, null);
            certificates.setCertificateEntry("localhost", keyStore.getCertificate("localhost"));
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(certificates);
            SSLContext trust = SSLContext.getInstance("TLS");
            trust.init(null, managers.getTrustManagers(), null);
            return new TestTls(keyStore, trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
