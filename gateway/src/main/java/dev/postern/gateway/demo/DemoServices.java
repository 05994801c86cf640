package dev.postern.gateway.demo;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.endpoint.SockJsEndpointBuilder;
import dev.postern.http.OriginPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** The demo's endpoints, as the official suites want them; open to every page, by every transport. */
public final class DemoServices {

    /** Where they answer. */
    public static final Set<String> PREFIXES = Set.of(
            "/echo",
            "/disabled_websocket_echo",
            "/cookie_needed_echo",
            "/close",
            "/ticker",
            "/amplify",
            "/broadcast");

    /** Bytes of one streaming response, few enough for a test to see it end (sockjs-protocol). */
    private static final int TEST_RESPONSE_LIMIT = 4096;

    private static final CloseStatus GO_AWAY = new CloseStatus(3000, "Go away!");

    private DemoServices() {}

    /**
     * New endpoints, one for each service.
     *
     * @param sockjsUrl where {@code iframe.html} loads sockjs-client from, or null for the default
     */
    public static List<SockJsEndpoint> endpoints(@Nullable String sockjsUrl) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-ticker");
            thread.setDaemon(true);
            return thread;
        });
        Broadcast broadcast = new Broadcast();
        Ticker ticker = new Ticker(clock, Duration.ofSeconds(1));
        Limits testLimits =
                Limits.DEFAULT.withResponse(TEST_RESPONSE_LIMIT, Limits.DEFAULT.responseAge());
        return List.of(
                open("/echo", Echo::new, sockjsUrl).limits(testLimits).build(),
                open("/disabled_websocket_echo", Echo::new, sockjsUrl)
                        .websocket(false)
                        .build(),
                open("/cookie_needed_echo", Echo::new, sockjsUrl)
                        .cookieNeeded(true)
                        .build(),
                open("/close", DemoServices::closeAtOnce, sockjsUrl).build(),
                open("/ticker", ticker::start, sockjsUrl).build(),
                open("/amplify", Amplify::new, sockjsUrl).build(),
                open("/broadcast", broadcast::join, sockjsUrl).build());
    }

    /** Sends back what it hears. */
    public static Backend echo() {
        return Backend.nonBlocking(Echo::new);
    }

    private static SockJsEndpointBuilder open(
            String prefix,
            Function<Session, BackendConnection> service,
            @Nullable String sockjsUrl) {
        SockJsEndpointBuilder endpoint = SockJsEndpoint.builder(
                        prefix, Backend.nonBlocking(service))
                .origins(OriginPolicy.any())
                .transports(EnumSet.allOf(Transport.class))
                .iframe(true);
        return sockjsUrl == null ? endpoint : endpoint.sockjsUrl(sockjsUrl);
    }

    private static BackendConnection closeAtOnce(Session session) {
        session.close(GO_AWAY);
        return text -> {};
    }
}
