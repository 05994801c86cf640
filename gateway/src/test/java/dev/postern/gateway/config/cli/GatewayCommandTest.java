package dev.postern.gateway.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Transport;
import dev.postern.gateway.config.AllowedOrigins;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

class GatewayCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicReference<GatewayConfig> served = new AtomicReference<>();

    private int run(String... args) {
        return GatewayCommand.run(
                args,
                config -> {
                    served.set(config);
                    return 7;
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private GatewayConfig served(String... args) {
        assertThat(run(args)).as(err.toString()).isEqualTo(7);
        return Objects.requireNonNull(served.get());
    }

    @Test
    void oneRouteIsEnough() {
        GatewayConfig config = served("--route", "/chat=ws://127.0.0.1:9000/ws?a=b");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.host()).isNull();
        assertThat(config.demo()).isFalse();
        assertThat(config.trusted().networks()).isEmpty();
        assertThat(config.routes())
                .containsExactly(new RouteConfig(
                        "/chat",
                        URI.create("ws://127.0.0.1:9000/ws?a=b"),
                        SessionSettings.DEFAULT));
    }

    @Test
    void everyOptionArrives() {
        GatewayConfig config = served(
                "--route=/a=ws://h/1",
                "--route=/b=wss://h/2",
                "--demo",
                "--host=::1",
                "--port=0",
                "--origin=https://www.example.com",
                "--origin=http://localhost:3000",
                "--allow=jsonp,iframe",
                "--without=websocket",
                "--deflate",
                "--heartbeat=2s",
                "--max-message=2m",
                "--open-hold=300ms",
                "--connect-timeout=1m",
                "--trust=10.0.0.0/8,::1",
                "--forward-header=X-Tenant",
                "--binary=base64",
                "--sub-protocol=v12.stomp,v11.stomp",
                "--sockjs-url=/sockjs.js",
                "--grace=0s");
        assertThat(config.port()).isZero();
        assertThat(config.host()).isEqualTo("::1");
        assertThat(config.demo()).isTrue();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.grace()).isZero();
        assertThat(config.trusted().networks())
                .containsExactly(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("::1"));
        assertThat(config.routes()).extracting(RouteConfig::prefix).containsExactly("/a", "/b");
        SessionSettings settings = config.routes().get(1).settings();
        assertThat(settings.origins().listed())
                .containsExactly("https://www.example.com", "http://localhost:3000");
        assertThat(settings.transports())
                .containsExactlyInAnyOrder(
                        Transport.RAW_WEBSOCKET,
                        Transport.XHR_STREAMING,
                        Transport.XHR_POLLING,
                        Transport.EVENT_SOURCE,
                        Transport.JSONP_POLLING);
        assertThat(settings.iframe()).isTrue();
        assertThat(settings.deflate()).isTrue();
        assertThat(settings.binary()).isEqualTo(BinaryMode.BASE64);
        assertThat(settings.subProtocols()).containsExactly("v12.stomp", "v11.stomp");
        assertThat(settings.forwardHeaders()).containsExactly(new ForwardedHeader("X-Tenant"));
        assertThat(settings.sockjsUrl()).isEqualTo("/sockjs.js");
        assertThat(settings.limits().heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.limits().openHold()).isEqualTo(Duration.ofMillis(300));
        assertThat(settings.limits().maxMessage()).isEqualTo(2 << 20);
        assertThat(settings.limits().sendLimit()).isGreaterThanOrEqualTo(4 * (2 << 20));
    }

    @Test
    void aStarIsAnyOrigin() {
        GatewayConfig config = served("--route", "/chat=ws://h/ws", "--origin", "*");
        assertThat(config.routes().get(0).settings().origins()).isEqualTo(AllowedOrigins.ANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                           | --route /chat=ws://127.0.0.1:9000/ws",
                "--route nothing                            | /chat=ws://127.0.0.1:9000/ws",
                "--route chat=ws://h/ws                     | write /chat instead",
                "--route /chat=http://h/ws                  | ws://127.0.0.1:9000/ws or wss://",
                "--route /chat=ws://h/{}                    | not a URL",
                "--route /a=ws://h/1 --route /a/=ws://h/2   | given to two routes",
                "--demo --port 70000                        | from 0 to 65535",
                "--demo --port x                            | --port",
                "--demo --nope                              | --nope",
                "--demo --trust 1.2.3                       | 10.0.0.0/8",
                "--demo --origin www.example.com            | https://",
                "--demo --heartbeat 5                       | 500ms, 10s or 2m",
                "--demo --heartbeat 0s                      | heartbeat must be positive",
                "--demo --connect-timeout 0s                | 10s",
                "--demo --max-message 0                     | 64k or 1m",
                "--demo --max-message 257m                  | 256m",
                "--demo --without telepathy                 | xhr-polling",
                "--demo --forward-header Host               | can't be forwarded",
                "--demo --binary what                       | BASE64",
            })
    void aMistakeIsToldInOneLineAndExits2(String args, String advice) {
        assertThat(run(args == null ? new String[0] : args.split(" +"))).isEqualTo(2);
        assertThat(served.get()).isNull();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).startsWith("postern: ").contains(advice).contains("--help");
    }

    @Test
    void helpTeachesByExample() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "java -jar postern.jar --demo",
                        "--route /chat=ws://127.0.0.1:9000/ws",
                        "--grace");
        assertThat(out.toString().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThanOrEqualTo(80);
    }

    @Test
    void versionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Postern ");
    }
}
