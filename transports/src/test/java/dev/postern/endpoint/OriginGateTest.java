package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Headers;
import dev.postern.http.Exchange;
import dev.postern.http.OriginPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class OriginGateTest {

    private static Exchange asked(String... headers) {
        return new FakeExchange("GET", "/echo/info", new Headers(List.of(headers)));
    }

    private static OriginGate gate(String forwardedHost) {
        return new OriginGate(OriginPolicy.sameOrigin(), exchange -> forwardedHost, exchange -> {});
    }

    @ParameterizedTest
    @CsvSource({
        // The page's origin, Host, Sec-Fetch-Site, what a trusted proxy says, whether it may come
        // in.
        "https://chat.example.com, chat.example.com, , , true",
        "https://chat.example.com, 127.0.0.1:8080, , , false",
        "https://chat.example.com, 127.0.0.1:8080, same-origin, , true",
        "https://chat.example.com:8443, 127.0.0.1:8080, same-origin, , true",
        "https://chat.example.com, 127.0.0.1:8080, same-site, , false",
        "https://chat.example.com, 127.0.0.1:8080, cross-site, , false",
        "https://chat.example.com, 127.0.0.1:8080, none, , false",
        "https://chat.example.com, 127.0.0.1:8080, Same-Origin, , false",
        "https://chat.example.com, , same-origin, , true",
        "null, 127.0.0.1:8080, same-origin, , false",
        "chat.example.com, 127.0.0.1:8080, same-origin, , false",
        "https://, 127.0.0.1:8080, same-origin, , false",
        "https://chat.example.com, 127.0.0.1:8080, , chat.example.com, true",
        "https://chat.example.com, 127.0.0.1:8080, cross-site, evil.example, false",
        "https://evil.example, chat.example.com, cross-site, chat.example.com, false",
    })
    void aPageComesInWhereItsHostIsTheOneThatWasAsked(
            String origin, String host, String site, String forwarded, boolean allowed) {
        List<String> headers = new ArrayList<>(List.of("Origin", origin));
        if (host != null) {
            headers.addAll(List.of("Host", host));
        }
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        assertThat(gate(forwarded).allows(asked(headers.toArray(String[]::new))))
                .isEqualTo(allowed);
    }

    @Test
    void whatIsNoBrowserComesIn() {
        assertThat(gate(null).allows(asked("Host", "127.0.0.1:8080"))).isTrue();
    }

    /** A policy of one's own that says no to a host says so whoever names it. */
    @Test
    void thePolicyHasTheLastWord() {
        OriginGate closed = new OriginGate(
                (origin, host) -> false, exchange -> "chat.example.com", exchange -> {});
        assertThat(closed.allows(asked(
                        "Origin",
                        "https://chat.example.com",
                        "Host",
                        "chat.example.com",
                        "Sec-Fetch-Site",
                        "same-origin")))
                .isFalse();
    }
}
