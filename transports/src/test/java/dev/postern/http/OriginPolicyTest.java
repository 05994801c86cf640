package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class OriginPolicyTest {

    private static final OriginPolicy LISTED = OriginPolicy.listed(List.of(
            "https://app.example.com",
            "HTTP://LocalHost:3000",
            "https://*.example.org",
            "https://*.example.net:8443",
            "capacitor://localhost"));

    @Test
    void anyAllowsAll() {
        OriginPolicy any = OriginPolicy.any();
        assertThat(any.allows(null, null)).isTrue();
        assertThat(any.allows("null", "x")).isTrue();
        assertThat(any.allows("https://evil.example", "x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com, example.com",
        "http://example.com, example.com:80",
        "https://example.com, example.com",
        "https://example.com, example.com:443",
        "https://example.com:443, EXAMPLE.com",
        "HTTPS://Example.COM, example.com",
        "http://localhost:8080, localhost:8080",
        "http://[::1]:8080, [::1]:8080",
        "http://127.0.0.1, 127.0.0.1",
    })
    void sameOriginComparesHostAndPort(String origin, String host) {
        assertThat(OriginPolicy.sameOrigin().allows(origin, host)).isTrue();
        assertThat(LISTED.allows(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "null, null",
        "null, example.com",
        "'', example.com",
        "'', ''",
        "test, test",
        "http://example.com, example.com:8080",
        "http://example.com:8080, example.com",
        "http://example.com, example.com:443",
        "http://evil.com, example.com",
        "http://example.com.evil.com, example.com",
        "http://evilexample.com, example.com",
        "http://example.com/, example.com",
        "http://user@example.com, example.com",
        "http://example.com, user@example.com",
        "http://example.com http://evil.com, example.com",
        "'http://example.com, http://example.com', example.com",
        "http://example.com:99999, example.com:99999",
        "http://\u212aelvin.com, kelvin.com",
        "http://, ''",
        "://example.com, example.com",
    })
    void sameOriginRefusesAllElse(String origin, String host) {
        assertThat(OriginPolicy.sameOrigin().allows(origin, host)).isFalse();
        assertThat(LISTED.allows(origin, host)).isFalse();
    }

    @Test
    void whatIsNoBrowserHasNoOrigin() {
        assertThat(OriginPolicy.sameOrigin().allows(null, "example.com")).isTrue();
        assertThat(LISTED.allows(null, null)).isTrue();
    }

    @Test
    void sameOriginNeedsAHost() {
        assertThat(OriginPolicy.sameOrigin().allows("http://example.com", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com:443",
                "https://APP.example.com",
                "http://localhost:3000",
                "https://a.example.org",
                "https://a.b.example.org",
                "https://a.example.net:8443",
                "capacitor://localhost",
            })
    void listedAllowsWhatItLists(String origin) {
        assertThat(LISTED.allows(origin, "gateway.example")).isTrue();
        assertThat(LISTED.allows(origin, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://x.app.example.com",
                "http://localhost",
                "https://example.org",
                "https://evilexample.org",
                "https://.example.org",
                "http://a.example.org",
                "https://a.example.org:444",
                "https://a.example.org.evil.com",
                "https://a.example.net",
                "https://evil.com#.example.org",
                "https://evil.com/.example.org",
                "https://evil.com@a.example.org",
                "https://*.example.org",
            })
    void listedRefusesAllElse(String origin) {
        assertThat(LISTED.allows(origin, "gateway.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, ask for any origin",
        "*:*, ask for any origin",
        "null, cannot be told apart",
        "app.example.com, lacks its scheme",
        "https://app.example.com/, without a slash",
        "https://app.example.com/chat, without a slash",
        "https://*, all names below one",
        "https://*.*.example.com, all names below one",
        "https://a*.example.com, all names below one",
        "*://example.com, all names below one",
        "https://*.10.0.0.1, all names below one",
        "https://*..example.com, all names below one",
        "https://app.example.com:99999, malformed",
        "https://b\u00fccher.example, malformed",
        "'', lacks its scheme",
    })
    void malformedEntriesAreRefusedWithAWordOfHelp(String entry, String help) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginPolicy.listed(List.of("https://fine.example", entry)))
                .withMessageContaining("\"" + entry + "\"")
                .withMessageContaining(help)
                .withMessageContaining("https://app.example.com");
    }

    @Test
    void hostileOriginsCostNothing() {
        String endless = "https://" + "a.".repeat(100_000) + "com";
        assertThat(LISTED.allows(endless, endless)).isFalse();
    }
}
