package dev.postern.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class RouteTargetTest {

    @Test
    void readsWhatARouteCanReach() {
        URI url = URI.create("wss://app.example.com/ws");
        assertThat(RouteTarget.of(url)).isEqualTo(new RouteTarget.WebSocket(url));
        assertThat(RouteTarget.of(URI.create("stomp:simple")))
                .isEqualTo(new RouteTarget.SimpleBroker());
        assertThat(RouteTarget.of(URI.create("stomp+tcp://mq:61613,mq2:61613")))
                .isInstanceOfSatisfying(
                        RouteTarget.Relay.class,
                        relay -> assertThat(relay.broker().addresses()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stomp:other",
                "stomp:simple#x",
                "http://a/b",
                "ws:a",
                "ws://u@a/b",
                "ws://a_b/c",
                "ws://a:99999/b",
                "ws://a:0/b"
            })
    void saysWhatElseItCannotReach(String url) {
        assertThatThrownBy(() -> RouteTarget.of(URI.create(url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(url);
    }
}
