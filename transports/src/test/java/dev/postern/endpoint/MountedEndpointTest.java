package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An endpoint inside something larger, which has its own part of the URL and knows who asks. */
class MountedEndpointTest {

    private static final Headers HEADERS = new Headers(List.of("Host", "localhost"));

    private final RecordingBackend backend = new RecordingBackend();
    private final InMemoryDriver driver = new InMemoryDriver(Transport.XHR_POLLING);
    private SockJsEndpoint endpoint;

    @BeforeEach
    void serve() {
        endpoint = driver.serve(backend, settings -> settings.limits(Limits.DEFAULT));
    }

    @Test
    void itsPrefixFollowsTheMount() {
        FakeExchange there = get("/app/echo").mountedAt("/app");
        assertThat(driver.ask(there).text()).isEqualTo("Welcome to SockJS!\n");

        assertThat(endpoint.handle(get("/echo").mountedAt("/app"))).isFalse();
        assertThat(endpoint.handle(get("/app/echo"))).isFalse();
        assertThat(endpoint.handle(get("/app").mountedAt("/app"))).isFalse();
        assertThat(endpoint.handle(get("/app/echoes").mountedAt("/app"))).isFalse();
        assertThat(endpoint.handle(get("/a%70p/echo").mountedAt("/app"))).isFalse();
    }

    @Test
    void itsBackendLearnsWhoAsksAndWhatTheServerKnows() {
        Map<String, Object> known = Map.of("session", "of a container");
        List<Handshake> seen = new ArrayList<>();
        backend.answer = (session, how) -> {
            seen.add(session.handshake());
            how.accept(backend.connection(session));
        };
        driver.ask(poll().from(() -> "alice", known));

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).attributes()).isEqualTo(known);
        assertThat(seen.get(0).identity()).isEqualTo(new Identity("alice"));
    }

    @Test
    void aSessionIsItsPrincipals() {
        driver.ask(poll().from(() -> "alice", Map.of()));

        assertThat(driver.ask(poll().from(() -> "bob", Map.of())).status()).isEqualTo(404);
        assertThat(driver.ask(poll()).status()).isEqualTo(404);
        backend.session().send("for alice");
        assertThat(driver.ask(poll().from(() -> "alice", Map.of())).text())
                .isEqualTo("a[\"for alice\"]\n");
    }

    private static FakeExchange get(String path) {
        return new FakeExchange("GET", path, HEADERS);
    }

    private static FakeExchange poll() {
        return new FakeExchange("POST", "/echo/000/s/xhr", HEADERS);
    }
}
