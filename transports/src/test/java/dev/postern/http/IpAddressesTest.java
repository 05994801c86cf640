package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.Objects;

class IpAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.168.1.7, 192.168.1.7",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::, 2001:db8:0:0:0:0:0:0",
        "2001:db8::17, 2001:db8:0:0:0:0:0:17",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1::8, 1:0:0:0:0:0:0:8",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::203.0.113.9, 64:ff9b:0:0:0:0:cb00:7109",
        "1:2:3:4:5:6:203.0.113.9, 1:2:3:4:5:6:cb00:7109",
        "::ffff:203.0.113.9, 203.0.113.9",
        "::ffff:cb00:7109, 203.0.113.9",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void anAddressIsRead(String text, String address) {
        InetAddress parsed = Objects.requireNonNull(IpAddresses.parse(text));
        assertThat(parsed.getHostAddress()).isEqualTo(address);
    }

    /** Each null at once: a reader that asks the resolver takes seconds for some of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "999.1.1.1",
                "256.1.1.1",
                "1.1.1.256",
                "010.1.1.1",
                "0x7f.0.0.1",
                "-1.1.1.1",
                "1.1.1.1 ",
                "\u0661.1.1.1",
                "example.com",
                "localhost",
                ":::",
                "1:::2",
                "1::2::3",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "12345::",
                "g::1",
                "::1.2.3",
                "::999.1.1.1",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "fe80::1%eth0",
                "fe80::1%1",
                "[::1]"
            })
    void whatIsNoAddressIsNull(String text) {
        assertThat(IpAddresses.parse(text)).isNull();
    }
}
