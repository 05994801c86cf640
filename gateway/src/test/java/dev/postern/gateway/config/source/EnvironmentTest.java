package dev.postern.gateway.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.setting.AccessKeys;
import dev.postern.gateway.config.setting.GatewayKeys;
import dev.postern.gateway.config.setting.Given;
import dev.postern.gateway.config.setting.LimitKeys;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problem;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Written;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class EnvironmentTest {

    private final Problems problems = new Problems();

    private List<String> told() {
        return problems.all().stream().map(Problem::shown).toList();
    }

    @Test
    void readsWhatBeginsWithTheProgramsName() {
        Written written = Environment.read(
                Map.of(
                        "POSTERN_PORT", "9999",
                        "POSTERN_MAX_MESSAGE", "64KiB",
                        "POSTERN_ORIGINS", "https://a.example, https://b.example",
                        "POSTERN_CONFIG", "/etc/postern.yaml",
                        "POSTERN_HOST", "",
                        "PORT", "1"),
                problems);
        assertThat(told()).isEmpty();
        assertThat(written.gateway().find(GatewayKeys.PORT))
                .contains(new Given<>(9999, new Place.InEnvironment("POSTERN_PORT")));
        assertThat(written.gateway().find(LimitKeys.MAX_MESSAGE).orElseThrow().value())
                .isEqualTo(64 << 10);
        assertThat(written.gateway().find(AccessKeys.ORIGINS).orElseThrow().value())
                .containsExactly("https://a.example", "https://b.example");
        assertThat(written.gateway().find(GatewayKeys.HOST)).isEmpty();
    }

    @Test
    void routesComeWithSettingsOfTheirOwn() {
        Written written = Environment.read(
                Map.of(
                        "POSTERN_ROUTE", "/a=ws://h/a",
                        "POSTERN_ROUTE_B", "/b=ws://h/b  heartbeat=2s origins=https://x.example,*"),
                problems);
        assertThat(told()).isEmpty();
        assertThat(written.routes()).containsOnlyKeys("/a", "/b");
        assertThat(written.routes()
                        .get("/b")
                        .values()
                        .find(LimitKeys.HEARTBEAT)
                        .orElseThrow()
                        .value())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsNoSettingIsToldWithTheNearest() {
        Environment.read(
                Map.of(
                        "POSTERN_HEARTBEET", "2s",
                        "POSTERN_ROUTES", "/a=ws://h/a",
                        "POSTERN_ROUTE_C", "/c=ws://h/c heartbeet=1s deflate port=1"),
                problems);
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "POSTERN_HEARTBEET: there is no such setting; did you mean 'POSTERN_HEARTBEAT'?",
                        "POSTERN_ROUTES: there is no such setting; did you mean 'POSTERN_ROUTE'?",
                        "POSTERN_ROUTE_C /c: heartbeet: a route has no such setting; did you mean 'heartbeat'?",
                        "POSTERN_ROUTE_C /c: deflate: has no value; write deflate=VALUE.",
                        told().get(4));
        assertThat(told().get(4)).contains("port: a route has no such setting");
    }

    @Test
    void whatKubernetesSetsBesideAServiceOfThatNameIsNobodysWord() {
        Written written = Environment.read(
                Map.of(
                        "POSTERN_SERVICE_HOST", "10.0.0.1",
                        "POSTERN_SERVICE_PORT", "80",
                        "POSTERN_SERVICE_PORT_HTTP", "80",
                        "POSTERN_PORT", "tcp://10.0.0.1:80",
                        "POSTERN_PORT_80_TCP", "tcp://10.0.0.1:80",
                        "POSTERN_PORT_80_TCP_ADDR", "10.0.0.1"),
                problems);
        assertThat(told()).isEmpty();
        assertThat(written.gateway().find(GatewayKeys.PORT)).isEmpty();
    }
}
