package dev.postern.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;

class RemoteAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.249.199.10, 255.249.199.10",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void anAddressIsOne(String host, String address) {
        InetSocketAddress remote = RemoteAddress.of(host, 4711);
        assertThat(remote.isUnresolved()).isFalse();
        assertThat(remote.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(remote.getPort()).isEqualTo(4711);
    }

    /** Any of these in a resolver's hands is a look-up, of a name that a stranger chose. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "unknown", "localhost", "client.example", "999.1.1.1", "1.2.3", "1.2.3.4.5",
                "1.2.3.4.", "0x7f.1", "2130706433", ":", "1::2::3", "[]", "cafe"
            })
    void whatIsNoneIsKeptAndNeverLookedUp(String host) {
        InetSocketAddress remote = RemoteAddress.of(host, 1);
        assertThat(remote.isUnresolved()).isTrue();
        assertThat(remote.getHostString()).isEqualTo(host);
    }

    @Test
    void whatIsLongIsNoAddress() {
        assertThat(RemoteAddress.of(":".repeat(100_000), 1).isUnresolved()).isTrue();
    }
}
