package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.config.cli.GatewayCommand;
import dev.postern.gateway.demo.DemoServices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code --check} finds that only a start would tell. */
class RouteRehearsalTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("postern.yaml"), yaml);
        String[] args = {"--config", file.toString(), "--check"};
        return new GatewayCommand(
                        config -> 7,
                        new RouteRehearsal(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(args, Map.of());
    }

    @Test
    void whatWouldNotStartIsAllToldWithItsPlaceAndKey() throws IOException {
        assertThat(check("""
                        demo: true
                        stomp: {users: /nope}
                        relay.trust-store: /nope.pem
                        routes:
                          /echo: ws://h/ws
                          /a: stomp:simple
                          /b:
                            target: stomp+ssl://mq:61614
                            stomp.users: /nowhere
                        """)).isEqualTo(2);
        String at = "postern: " + folder.resolve("postern.yaml") + ':';
        assertThat(err.toString().lines())
                .hasSize(5)
                .anyMatch(line ->
                        line.startsWith(at + "2:16: stomp.users: ") && line.contains("/nope"))
                .anyMatch(line -> line.startsWith(at + "3:20: relay.trust-store: ")
                        && line.contains("/nope.pem"))
                .anyMatch(line -> line.startsWith(
                        at + "5:3: routes./echo: The prefix /echo is a demo service's"))
                .anyMatch(line -> line.startsWith(at + "9:18: routes./b.stomp.users: ")
                        && line.contains("/nowhere"));
    }

    @Test
    void whatNoRouteUsesIsNotAsked() throws IOException {
        assertThat(check("""
                        stomp: {users: /nope}
                        relay.trust-store: /nope.pem
                        routes:
                          /echo: ws://h/ws
                        """)).as(err.toString()).isZero();
    }

    @Test
    void theDemosPrefixesAreThoseOfItsServices() {
        assertThat(DemoServices.endpoints(null))
                .extracting(SockJsEndpoint::prefix)
                .containsExactlyInAnyOrderElementsOf(DemoServices.PREFIXES);
    }
}
