package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A server that gets bad input, with two bystanders on it. Ends with it. */
final class BadInputTarget implements AutoCloseable {

    /** Who had to wait for a bad body, or a bad head, would wait for longer; two cores may have other things to do. */
    private static final Duration SLOWEST = Duration.ofSeconds(8);

    private final GatewayProcess server;
    private final Map<String, BadInputCase> cases = new TreeMap<>();
    private final SlowSender slowSender;
    private final Optional<Floods> floods;
    private final Bystander webSocket;
    private final Bystander xhrStreaming;

    private BadInputTarget(GatewayProcess server, Optional<Floods> floods) throws IOException {
        this.server = server;
        this.floods = floods;
        Service echo = Service.of(server, "/echo");
        Service app = Service.of(server, "/app");
        Service roomyEcho = Service.of(server, "/cookie_needed_echo");
        slowSender = SlowSender.start(roomyEcho);
        webSocket = Bystander.onWebSocket(echo);
        xhrStreaming = Bystander.onXhrStreaming(roomyEcho);
        cases.putAll(new BadBodies(echo, app).cases());
        cases.putAll(new BadUrls(echo).cases());
        cases.putAll(new BadWebSockets(echo, app).cases());
        cases.putAll(new BadHttp(echo, app, roomyEcho).cases());
        cases.putAll(new BadTurns(echo, Service.of(server, "/close")).cases());
        floods.ifPresent(each -> cases.putAll(each.cases()));
        cases.put("slow-body", slowSender);
    }

    /** @param server with the demo's services, and a bridge to an echo at {@code /app} */
    static BadInputTarget ofGateway(GatewayProcess server) throws IOException {
        return new BadInputTarget(server, Optional.of(Floods.start(Service.of(server, "/echo"))));
    }

    /** @param server with the same, but none of the gateway's own connectors */
    static BadInputTarget ofServlets(GatewayProcess server) throws IOException {
        return new BadInputTarget(server, Optional.empty());
    }

    Set<String> ids() {
        return cases.keySet();
    }

    void verify(String id, List<String> documented) throws Exception {
        BadInputCase input = cases.get(id);
        assertThat(input).as("a case for " + id).isNotNull();
        assertThat(documented).as("code in the row's answer").isNotEmpty();
        assertThat(input.answers()).isEqualTo(documented);
        webSocket.verifyUndisturbed();
        xhrStreaming.verifyUndisturbed();
    }

    void verifyBystanders() {
        webSocket.verifyUndisturbed();
        xhrStreaming.verifyUndisturbed();
        assertThat(webSocket.slowest()).isLessThan(SLOWEST);
        assertThat(xhrStreaming.slowest()).isLessThan(SLOWEST);
    }

    void verifyLog() {
        assertThat(server.logText()).doesNotContain("\tat ", "ERROR", "WARN", "Exception");
    }

    @Override
    public void close() throws Exception {
        slowSender.close();
        if (floods.isPresent()) {
            floods.get().close();
        }
        webSocket.close();
        xhrStreaming.close();
        server.close();
    }
}
