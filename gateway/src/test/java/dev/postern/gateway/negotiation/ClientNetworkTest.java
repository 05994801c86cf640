package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.http.IpAddresses;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.Objects;

class ClientNetworkTest {

    @Test
    void anIpv4AddressIsANetworkOfItsOwn() {
        assertThat(network("192.0.2.200"))
                .hasToString("192.0.2.200/32")
                .isNotEqualTo(network("192.0.2.201"));
    }

    @Test
    void ipv6AddressesShareTheir64() {
        assertThat(network("2001:db8:1:2::1"))
                .isEqualTo(network("2001:db8:1:2:ffff::2"))
                .isNotEqualTo(network("2001:db8:1:3::1"))
                .hasToString("2001:db8:1:2:0:0:0:0/64");
    }

    @Test
    void anIpv4AddressIsNoIpv6Network() {
        assertThat(network("0.0.0.1")).isNotEqualTo(network("::1"));
    }

    private static ClientNetwork network(String address) {
        InetAddress parsed = Objects.requireNonNull(IpAddresses.parse(address));
        return ClientNetwork.of(parsed);
    }
}
