package dev.postern.gateway.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.api.Transport;
import dev.postern.gateway.config.AllowedOrigins;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

class GatewayCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicReference<GatewayConfig> served = new AtomicReference<>();

    private final Map<String, String> environment = new HashMap<>();

    private int run(String... args) {
        return new GatewayCommand(
                        config -> {
                            served.set(config);
                            return 7;
                        },
                        (route, demo) -> List.of(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(args, environment);
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
    void aBrokersLoginIsAllThere() {
        String relay = "--route=/a=stomp+tcp://h:1";
        assertThat(run(relay, "--relay-passcode=p")).isNotZero();
        assertThat(err.toString())
                .contains("--relay-passcode")
                .contains("is of no use without relay.login");
        assertThat(run(relay, "--relay-login=n")).isNotZero();
        assertThat(err.toString()).contains("needs a passcode; write relay.passcode-file");
        assertThat(run(relay, "--relay-login={user}", "--relay-passcode=p")).isNotZero();
        assertThat(err.toString())
                .contains("clients of this route have no names; write stomp.users");
        assertThat(served(relay, "--relay-login={user}", "--relay-passcode=p", "--stomp-users=file")
                        .routes()
                        .get(0)
                        .relay()
                        .login())
                .isEqualTo(new BrokerLogin("{user}", "p"));
    }

    /** What relays want may be set for all routes, though not all relay. */
    @Test
    void aBrokersLoginIsNothingToOtherRoutes() {
        assertThat(served("--route=/a=ws://h/1", "--relay-passcode=p")
                        .routes()
                        .get(0)
                        .relay()
                        .login())
                .isNull();
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
                "--max-connections=300",
                "--head-timeout=3s",
                "--trust=10.0.0.0/8,::1",
                "--forward-header=X-Tenant",
                "--binary=base64",
                "--sub-protocol=v12.stomp,v11.stomp",
                "--sockjs-url=/sockjs.js",
                "--grace=0s");
        assertThat(config.port()).isZero();
        assertThat(config.host()).isEqualTo("::1");
        assertThat(config.demo()).isTrue();
        assertThat(config.listener().maxConnections()).contains(300);
        assertThat(config.listener().headTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.routes())
                .extracting(RouteConfig::connectTimeout)
                .containsOnly(Duration.ofMinutes(1));
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
                "--demo --heartbeat 0s                      | a time from 100ms to 1h",
                "--demo --connect-timeout 0s                | a time from 1ms",
                "--demo --max-message 0                     | 64k or 1m",
                "--demo --max-message 257m                  | 256m",
                "--demo --without telepathy                 | xhr-polling",
                "--demo --forward-header Host               | can't be forwarded",
                "--demo --binary what                       | base64",
                "--demo --sub-protocol v12;stomp            | write it like v12.stomp",
                "--route /chat=ws://h:99999/ws              | from 1 to 65535",
            })
    void aMistakeIsToldInOneLineAndExits2(String args, String advice) {
        assertThat(run(args == null ? new String[0] : args.split(" +"))).isEqualTo(2);
        assertThat(served.get()).isNull();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).startsWith("postern: ").contains(advice).contains("--help");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        environment.put("POSTERN_GRACE", "soon");
        Path file = file("heartbeet: 2s\n");
        assertThat(run("--config", file.toString(), "--prot", "80", "--max-message=0", "stray"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "postern: " + file
                                + ":1:1: heartbeet: there is no such setting; did you mean 'heartbeat'?",
                        "postern: --prot: there is no such flag; did you mean '--port'?",
                        "postern: stray: belongs to no flag; put a value right after its flag.",
                        "postern: POSTERN_GRACE: 'soon' is not a time; write it like 500ms, 10s or 2m.",
                        "postern: --max-message: 0 is too small; write a size from 1 to 256m, like 64k or 1m.",
                        "Run with --help to see what there is.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--demo --prot 80                     | --prot  | --port",
                "--demo --prot=80                     | --prot  | --port",
                "--port --hearbeat 2s                 | --hearbeat | --heartbeat",
                "--demo --port --hearbeat=2s          | --hearbeat | --heartbeat",
                "--demo --trust --hearbeat 2s         | --hearbeat | --heartbeat",
                "--demo --no-pag --port 80            | --no-pag | --no-page",
                "--demo --relay-pascode=hunter2       | --relay-pascode | --relay-passcode",
                "--demo --relay-pascode hunter2       | --relay-pascode | --relay-passcode",
                "--demo --relay-login --relay-pascode hunter2 | --relay-pascode | --relay-passcode",
            })
    void aMisspeltFlagIsToldAsOneAndItsValueIsNotShown(String args, String flag, String meant) {
        assertThat(run(args.split(" +"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .contains("postern: " + flag + ": there is no such flag; did you mean '" + meant
                        + "'?");
        assertThat(err.toString()).doesNotContain("hunter2", "2s", "80", "neither on nor off");
    }

    @Test
    void aFlagWithoutItsValueIsToldSo() {
        assertThat(run("--demo", "--port", "--host", "::1")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("--port");
    }

    @Test
    void aSwitchTakesAFlagAfterIt() {
        assertThat(served("--demo", "--deflate", "--port", "0").port()).isZero();
    }

    @Test
    void aValueMayBeginWithADashBehindAnEqualsSign() throws IOException {
        Path file = file("relay: {login: me}\n");
        assertThat(run("--config=" + file, "--relay-passcode=-x", "--demo"))
                .as(err.toString())
                .isEqualTo(7);
    }

    @Test
    void aMisspeltParentHasItsNearestKeyToo() throws IOException {
        Path file = file("""
                rely: {login: me}
                stmop:
                  allow: subscribe /topic/**
                rotes: {}
                routes:
                  /a: {target: 'ws://h/a', relya: {login: me}}
                """);
        assertThat(run("--config", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("rely: there is no such setting; did you mean 'relay'?")
                .contains("stmop: there is no such setting; did you mean 'stomp'?")
                .contains("rotes: there is no such setting; did you mean 'routes'?")
                .contains("routes./a.relya: there is no such setting; did you mean 'relay'?");
    }

    @Test
    void secretsAreMaskedWherever() throws IOException {
        Path passcode = Files.writeString(folder.resolve("passcode"), "hunter4\n");
        Path file = file("""
                relay: {login: everyone, passcode: hunter2}
                routes:
                  /a: {target: 'stomp+tcp://h:1', relay.passcode: hunter3}
                  /b:
                    target: stomp+tcp://h:1
                    relay:
                      passcode-file: %s
                """.formatted(passcode));
        environment.put("POSTERN_RELAY_TRUST_STORE_PASSWORD", "hunter5");
        assertThat(run(
                        "--config",
                        file.toString(),
                        "--route=/c=stomp+tcp://h:1 relay.passcode=hunter6",
                        "--print-config"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).doesNotContain("hunter");
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("  passcode: '\\*\\*\\*' +# " + file + ":1:\\d+"))
                .anyMatch(
                        line -> line.matches("      passcode: '\\*\\*\\*' +# " + file + ":3:\\d+"))
                .anyMatch(
                        line -> line.matches("      passcode: '\\*\\*\\*' +# " + file + ":7:\\d+"))
                .anyMatch(line -> line.matches("      passcode: '\\*\\*\\*' +# --route /c"))
                .anyMatch(
                        line -> line.matches(
                                "  trust-store-password: '\\*\\*\\*' +# POSTERN_RELAY_TRUST_STORE_PASSWORD"));
    }

    @Test
    void flagsCountMoreThanTheEnvironmentAndThatMoreThanTheFile() throws IOException {
        Path file = file("""
                port: 1
                grace: 1s
                stall: 1s
                linger: 1s
                routes:
                  /a: {target: 'ws://file/a', heartbeat: 1s, linger: 2s}
                  /b: ws://file/b
                """);
        environment.put("POSTERN_CONFIG", file.toString());
        environment.put("POSTERN_GRACE", "2s");
        environment.put("POSTERN_STALL", "2s");
        environment.put("POSTERN_ROUTE_C", "/c=ws://environment/c");
        GatewayConfig config =
                served("--stall=3s", "--linger=3s", "--route=/a=ws://flag/a heartbeat=3s");
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.grace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.routes())
                .extracting(RouteConfig::prefix)
                .containsExactly("/a", "/b", "/c");
        assertThat(config.routes())
                .extracting(RouteConfig::upstream)
                .containsExactly(
                        URI.create("ws://flag/a"),
                        URI.create("ws://file/b"),
                        URI.create("ws://environment/c"));
        assertThat(config.routes())
                .extracting(route -> route.limits().heartbeat().toSeconds())
                .containsExactly(3L, 25L, 25L);
        assertThat(config.routes())
                .extracting(route -> route.limits().stall().toSeconds())
                .containsOnly(3L);
        // What is said of one route counts more than what is said of all.
        assertThat(config.routes())
                .extracting(route -> route.limits().linger().toSeconds())
                .containsExactly(2L, 3L, 3L);
    }

    @Test
    void aLongHeartbeatIsAnErrorWhereJsonpIsOn() throws IOException {
        Path file = file("""
                heartbeat: 31s
                routes:
                  /plain: ws://h/ws
                  /jsonp:
                    target: ws://h/ws
                    allow: jsonp
                """);
        assertThat(run("--config", file.toString(), "--check")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("postern: " + file
                        + ":1:12: heartbeat: 31s is too long where jsonp is allowed");
        assertThat(run("--config", file.toString(), "--check", "--heartbeat=30s"))
                .isZero();
        assertThat(out.toString()).contains("Nothing is wrong");
        assertThat(served.get()).isNull();
    }

    @Test
    void whatIsOnByDefaultHasAFlagToSwitchItOff() {
        String route = "--route=/a=ws://h/a";
        assertThat(served(route).routes()).allMatch(RouteConfig::negotiates);
        assertThat(served(route, "--no-negotiation").routes()).noneMatch(RouteConfig::negotiates);
        assertThat(served(route, "--negotiation=false").routes())
                .noneMatch(RouteConfig::negotiates);
    }

    @Test
    void aRouteHasItsOwnConnectTimeoutAndMayHaveNoPartInNegotiation() throws IOException {
        Path file = file("""
                connect-timeout: 7s
                routes:
                  /a: {target: 'ws://h/a', connect-timeout: 2s, negotiation: false}
                  /b: ws://h/b
                """);
        assertThat(served("--config", file.toString()).routes())
                .extracting(RouteConfig::connectTimeout, RouteConfig::negotiates)
                .containsExactly(
                        tuple(Duration.ofSeconds(2), false), tuple(Duration.ofSeconds(7), true));
    }

    @Test
    void whatIsTheGatewaysOwnIsNoRoute() throws IOException {
        Path file = file("""
                routes:
                  /_postern/echo: ws://h/ws
                """);
        assertThat(run("--config", file.toString(), "--check")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("postern: " + file + ":2:3: routes: The prefix"
                        + " /_postern/echo is reserved");
        assertThat(run("--route=/_postern=ws://h/ws")).isEqualTo(2);
        assertThat(err.toString()).contains("--route: The prefix /_postern is reserved");
    }

    @Test
    void aQueueThatHoldsNoMessageIsAnError() {
        assertThat(run("--demo", "--route=/a=ws://h/a send-queue=1m max-message=2m"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("routes./a.send-queue: 1m is less than 'max-message' (2m)");
    }

    @Test
    void aStompRouteMustHaveRoomForAFrameAndForTheErrorThatTellsOfALimit() {
        assertThat(run("--route=/a=stomp:simple stomp.max-in-flight=64k", "--check"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("routes./a.stomp.max-in-flight: 64k is less than the largest frame (1m);"
                        + " write that much or more, or lower 'stomp.max-frame'");
        assertThat(run("--route=/a=stomp+tcp://b:1 send-queue=1m", "--check")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "routes./a.send-queue: 1m is less than 'send-queue-mark' (256k),"
                                + " 'stomp.max-in-flight' (1m) and an ERROR (16k) together; write 1296k or more");
        assertThat(run("--route=/a=ws://h/a send-queue=1m stomp.max-in-flight=64k", "--check"))
                .isZero();
    }

    @Test
    void whatNobodySaysOfAStompRouteFitsTheRest() {
        RouteConfig route =
                served("--route=/a=stomp:simple max-message=8m").routes().get(0);
        assertThat(route.stomp().maxInFlight()).isEqualTo(8 << 20);
        assertThat(served("--route=/a=stomp:simple stomp.max-in-flight=16m")
                        .routes()
                        .get(0))
                .extracting(with -> with.limits().sendLimit())
                .isEqualTo((16 << 20) + (256 << 10) + (16 << 10));
    }

    @Test
    void whatHoldsIsPrintedWithItsOriginAndCanBeReadAgain() throws IOException {
        Path file = file("""
                heartbeat: 10s
                origins: ['*']
                routes:
                  /a: {target: 'ws://h/a?b=c', linger: 2s}
                """);
        String[] args = {"--config", file.toString(), "--grace=1s", "--sub-protocol=a,b"};
        GatewayConfig config = served(args);
        environment.put("POSTERN_STALL", "2s");
        assertThat(run(
                        "--config",
                        file.toString(),
                        "--grace=1s",
                        "--sub-protocol=a,b",
                        "--print-config"))
                .isZero();
        String printed = out.toString();
        assertThat(printed.lines())
                .anyMatch(line -> line.matches("heartbeat: 10s +# " + file + ":1:12"))
                .anyMatch(line -> line.matches("grace: 1s +# --grace"))
                .anyMatch(line -> line.matches("stall: 2s +# POSTERN_STALL"))
                .anyMatch(line -> line.matches("port: 8080 +# default"))
                .anyMatch(line -> line.matches("# host: all of this machine's +# default"))
                .anyMatch(line -> line.matches("    linger: 2s +# " + file + ":4:40"));
        environment.put("POSTERN_STALL", "30s");
        assertThat(served("--config", file(printed).toString())).isEqualTo(config);
    }

    @Test
    void theReferenceInTheDocsIsTheOneThatTheProgramPrints() throws IOException {
        assertThat(run("--reference")).isZero();
        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .as("java -jar gateway/target/postern.jar --reference > docs/configuration.md")
                .isEqualTo(out.toString());
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "postern", ".yaml"), yaml);
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
