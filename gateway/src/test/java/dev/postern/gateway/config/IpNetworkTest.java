package dev.postern.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.http.IpAddresses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::5, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "::/0, 10.0.0.1, false",
    })
    void anAddressLiesInOrOutside(String network, String address, boolean inside) {
        assertThat(IpNetwork.parse(network)
                        .contains(Objects.requireNonNull(IpAddresses.parse(address))))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "example.com",
                "10.0.0/8",
                "256.1.1.1",
                "10.0.0.0/ 8",
                "1",
                ":::",
                "fe80::1%eth0"
            })
    void whatIsNoNetworkIsToldWhatOneLooksLike(String text) {
        assertThatThrownBy(() -> IpNetwork.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void anAddressThatNobodyResolvedIsNotTrusted() {
        TrustedNetworks all =
                new TrustedNetworks(List.of(IpNetwork.parse("0.0.0.0/0"), IpNetwork.parse("::/0")));
        assertThat(all.contains(InetSocketAddress.createUnresolved("unknown", 0)))
                .isFalse();
    }
}
