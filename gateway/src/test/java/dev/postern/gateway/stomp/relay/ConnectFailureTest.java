package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.BrokerAddress;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;

class ConnectFailureTest {

    private static final BrokerAddress BROKER = new BrokerAddress("mq", 61614);

    @Test
    void saysWhatToDoAboutACertificate() {
        assertThat(describe(new CertPathBuilderException("no path")))
                .startsWith("its certificate is not trusted; relay.trust-store");
        assertThat(describe(new CertificateException("no name matching mq")))
                .startsWith("its certificate is not for mq");
        assertThat(describe(new CertificateExpiredException("in 1999")))
                .isEqualTo("its certificate is not valid at this time");
    }

    @Test
    void leavesTheRestAsItIs() {
        assertThat(ConnectFailure.describe(BROKER, new ConnectException("Connection refused")))
                .isEqualTo("java.net.ConnectException: Connection refused");
    }

    private static String describe(Exception inside) {
        return ConnectFailure.describe(BROKER, new IOException("handshake", inside));
    }
}
