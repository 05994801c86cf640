package dev.postern.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class RouteConfigTest {

    private static final URI UPSTREAM = URI.create("ws://127.0.0.1:9000/ws");

    private static RouteConfig route(String prefix, URI upstream) {
        return new RouteConfig(prefix, upstream, SessionSettings.DEFAULT);
    }

    @Test
    void aTrailingSlashIsNoPartOfThePrefix() {
        assertThat(route("/app/chat/", UPSTREAM).prefix()).isEqualTo("/app/chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "//", "/a//b", "/a/../b", "/.", "/a b", "/ä", "/a%20b", "/a?b", "/a#b", "chat",
                ""
            })
    void aPrefixMustStandInAUrlAsItIs(String prefix) {
        assertThatThrownBy(() -> route(prefix, UPSTREAM)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/ws",
                "ws:/ws",
                "ws:///ws",
                "h:9000",
                "ws://h/ws#top",
                "ws://me@h/ws",
                "/ws"
            })
    void anUpstreamIsAWebSocketUrl(String url) {
        assertThatThrownBy(() -> route("/chat", URI.create(url)))
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "upgrade",
                "Host",
                "Content-Length",
                "Sec-WebSocket-Key",
                "X-Forwarded-For",
                "Proxy-Authorization",
                "Forwarded",
                "not a token",
                ""
            })
    void someHeadersAreNeverForwarded(String name) {
        assertThatThrownBy(() -> new ForwardedHeader(name)).isInstanceOf(ConfigException.class);
    }
}
