package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Transport;
import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.http.IpAddresses;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

class ForwardedClientTest {

    private static final TrustedNetworks PROXIES = new TrustedNetworks(
            List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("fd00::/8")));

    private static SocketAddress peer(String address) {
        return new InetSocketAddress(Objects.requireNonNull(IpAddresses.parse(address)), 40_000);
    }

    private static Handshake from(SocketAddress peer, boolean secure, String... headers) {
        return new Handshake(
                Transport.XHR_STREAMING,
                "/chat/0/a/xhr_streaming",
                null,
                new Headers(List.of(headers)),
                List.of(),
                peer,
                peer("10.0.0.1"),
                secure,
                Identity.ANONYMOUS);
    }

    @Test
    void aStrangersWordCountsForNothing() {
        ForwardedClient client = ForwardedClient.of(
                from(
                        peer("203.0.113.9"),
                        false,
                        "Host",
                        "www.example.com",
                        "X-Forwarded-For",
                        "1.1.1.1",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example",
                        "Forwarded",
                        "for=1.1.1.1;proto=https"),
                PROXIES);
        assertThat(client)
                .isEqualTo(new ForwardedClient(List.of("203.0.113.9"), "http", "www.example.com"));
        assertThat(client.forwarded()).isEqualTo("for=203.0.113.9;host=www.example.com;proto=http");
        assertThat(client.address(PROXIES)).isEqualTo("203.0.113.9");
    }

    @Test
    void aTrustedProxysChainIsContinued() {
        ForwardedClient client = ForwardedClient.of(
                from(
                        peer("10.0.0.2"),
                        false,
                        "Host",
                        "inner:8080",
                        "X-Forwarded-For",
                        "9.9.9.9, 203.0.113.9",
                        "X-Forwarded-For",
                        "10.0.0.3:1234",
                        "X-Forwarded-Proto",
                        "HTTPS",
                        "X-Forwarded-Host",
                        "www.example.com:8443"),
                PROXIES);
        assertThat(client.xForwardedFor()).isEqualTo("9.9.9.9, 203.0.113.9, 10.0.0.3, 10.0.0.2");
        assertThat(client.forwarded())
                .isEqualTo("for=9.9.9.9, for=203.0.113.9, for=10.0.0.3, for=10.0.0.2;"
                        + "host=\"www.example.com:8443\";proto=https");
        assertThat(client.address(PROXIES)).isEqualTo("203.0.113.9");
    }

    @Test
    void forwardedIsReadWhereThereIsNoXForwardedFor() {
        ForwardedClient client = ForwardedClient.of(
                from(
                        peer("10.0.0.2"),
                        false,
                        "Forwarded",
                        "For=\"[2001:db8::17]:4711\";host=\"a,b\", for=_hidden; proto=https; host=www.example.com"),
                PROXIES);
        assertThat(client.chain()).containsExactly("2001:db8:0:0:0:0:0:17", "unknown", "10.0.0.2");
        assertThat(client.scheme()).isEqualTo("https");
        assertThat(client.host()).isEqualTo("www.example.com");
    }

    @Test
    void xForwardedForGoesBeforeForwarded() {
        ForwardedClient client = ForwardedClient.of(
                from(
                        peer("10.0.0.2"),
                        false,
                        "X-Forwarded-For",
                        "203.0.113.9",
                        "Forwarded",
                        "for=1.1.1.1;proto=https"),
                PROXIES);
        assertThat(client.chain()).containsExactly("203.0.113.9", "10.0.0.2");
        assertThat(client.scheme()).isEqualTo("http");
    }

    @Test
    void anIpv6AddressStandsInBracketsAndQuotes() {
        ForwardedClient client =
                ForwardedClient.of(from(peer("2001:db8::1"), true), TrustedNetworks.NONE);
        assertThat(client.xForwardedFor()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client.forwarded()).isEqualTo("for=\"[2001:db8:0:0:0:0:0:1]\";proto=https");
    }

    @Test
    void whatIsNoHostIsNotPassedOn() {
        for (String host : List.of("a b", "a\"b", "a;b", "a,b", "", "x".repeat(300))) {
            assertThat(ForwardedClient.of(from(peer("203.0.113.9"), false, "Host", host), PROXIES)
                            .host())
                    .isNull();
        }
    }

    @Test
    void aChainOfAnyLengthIsCut() {
        String endless = "1.2.3.4,".repeat(5000);
        ForwardedClient client = ForwardedClient.of(
                from(peer("10.0.0.2"), false, "X-Forwarded-For", endless), PROXIES);
        assertThat(client.chain()).hasSize(20).endsWith("10.0.0.2");
    }

    @Test
    void ofAnEndlessForwardedTheNearestCount() {
        String endless = "for=1.2.3.4,".repeat(1000) + "for=203.0.113.9;proto=https";
        ForwardedClient client =
                ForwardedClient.of(from(peer("10.0.0.2"), false, "Forwarded", endless), PROXIES);
        assertThat(client.chain()).hasSize(20).endsWith("1.2.3.4", "203.0.113.9", "10.0.0.2");
        assertThat(client.scheme()).isEqualTo("https");
    }

    /** A resolver that is asked for these on the selector's thread stalls the whole gateway. */
    @Test
    void whatIsNearlyAnAddressIsUnknownAtOnce() {
        String claims = "999.1.1.1,".repeat(500) + "999.1.1.1";
        ForwardedClient client = assertTimeout(
                Duration.ofSeconds(10),
                () -> ForwardedClient.of(
                        from(peer("10.0.0.2"), false, "X-Forwarded-For", claims), PROXIES));
        assertThat(client.chain()).hasSize(20).startsWith("unknown").endsWith("10.0.0.2");
    }

    @Test
    void aPeerWithoutAnAddressIsUnknown() {
        ForwardedClient client = ForwardedClient.of(
                from(InetSocketAddress.createUnresolved("unknown", 0), false), PROXIES);
        assertThat(client.forwarded()).isEqualTo("for=unknown;proto=http");
    }
}
