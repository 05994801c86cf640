package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class CorsPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"test", "null", "https://app.example.com:8443"})
    void echoesTheOriginAndAllowsCookies(String origin) {
        assertThat(map(CorsPolicy.fields(origin, null)))
                .isEqualTo(Map.of(
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Allow-Credentials", "true",
                        "Vary", "Origin"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a\r\nSet-Cookie: x=y", "a b", "\u00e9", "a\u0000", "a\u007f"})
    void withoutASoundOriginAnyMayReadButNoneWithCookies(String origin) {
        assertThat(map(CorsPolicy.fields(origin, null)))
                .isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
    }

    @Test
    void echoesOnlyOriginsOfAReasonableSize() {
        assertThat(map(CorsPolicy.fields("x".repeat(1025), null)))
                .isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a, b, c", "content-type", "X-One,x_two , X~3"})
    void echoesRequestHeaders(String headers) {
        assertThat(map(CorsPolicy.fields("test", headers)))
                .containsEntry("Access-Control-Allow-Headers", headers);
        assertThat(map(CorsPolicy.fields(null, headers)))
                .isEqualTo(Map.of(
                        "Access-Control-Allow-Origin",
                        "*",
                        "Access-Control-Allow-Headers",
                        headers));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", ", ,", "a\r\nb: c", "a\tb", "a:b", "a;b", "\"a\"", "\u00e9", "\u0661"})
    void echoesNoOtherRequestHeaders(String headers) {
        assertThat(map(CorsPolicy.fields("test", headers)))
                .doesNotContainKey("Access-Control-Allow-Headers");
    }

    @Test
    void echoesOnlyRequestHeadersOfAReasonableSize() {
        assertThat(map(CorsPolicy.fields("test", "x".repeat(1025))))
                .doesNotContainKey("Access-Control-Allow-Headers");
    }

    @Test
    void preflightAddsMethodsAndAYear() {
        assertThat(map(CorsPolicy.preflight("test", "a, b", "OPTIONS, POST")))
                .isEqualTo(Map.of(
                        "Access-Control-Allow-Origin", "test",
                        "Access-Control-Allow-Credentials", "true",
                        "Vary", "Origin",
                        "Access-Control-Allow-Headers", "a, b",
                        "Access-Control-Allow-Methods", "OPTIONS, POST",
                        "Access-Control-Max-Age", "31536000"));
    }

    @Test
    void whatAClientSaidIsNeverMarkedConstant() {
        for (HeaderField field : CorsPolicy.preflight("theirs", "theirs", "OPTIONS, GET")) {
            assertThat(field.constant()).isEqualTo(!field.value().equals("theirs"));
        }
    }

    private static Map<String, String> map(List<HeaderField> fields) {
        return fields.stream().collect(Collectors.toMap(HeaderField::name, HeaderField::value));
    }
}
