package dev.postern.gateway.negotiation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.postern.endpoint.InfoPart;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.server.ForwardedClient;
import dev.postern.http.Exchange;
import dev.postern.protocol.Route.SessionRoute;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What this gateway knows of its clients' networks, on all of its routes. Thread-safe. Remembers a bounded
 * number of networks, for as long as it has room: a network whose sockets all live is not heard of for days.
 * Beyond the bound it forgets those that were heard of seldom, so that a flood of new ones drives out itself.
 */
public final class Negotiation {

    static final int NETWORKS = 50_000;
    private static final int YOUNG_STREAMS = 10_000;

    private final NegotiationSettings settings;
    private final TrustedNetworks trusted;
    private final LongSupplier clock;
    private final DecisionLog log = new DecisionLog();
    private final Cache<ClientNetwork, NetworkHistory> networks;
    private final Cache<String, YoungStream> youngStreams;

    public Negotiation(NegotiationSettings settings, TrustedNetworks trusted) {
        this(settings, trusted, System::nanoTime);
    }

    Negotiation(NegotiationSettings settings, TrustedNetworks trusted, LongSupplier clock) {
        this.settings = settings;
        this.trusted = trusted;
        this.clock = clock;
        this.networks = Caffeine.newBuilder()
                .maximumSize(NETWORKS)
                .executor(Runnable::run)
                .build();
        this.youngStreams = Caffeine.newBuilder()
                .maximumSize(YOUNG_STREAMS)
                .expireAfterWrite(Duration.ofNanos(Breaker.PROOF))
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Says {@code websocket:false} to networks that kill WebSockets. */
    public InfoPart infoPart() {
        return (exchange, answer) -> answer.websocket() && !offersWebSocket(exchange)
                ? answer.withWebSocket(false)
                : answer;
    }

    /** How many networks it remembers. */
    long networks() {
        networks.cleanUp();
        return networks.estimatedSize();
    }

    private boolean offersWebSocket(Exchange exchange) {
        ClientNetwork network = networkOf(exchange);
        NetworkHistory history = network == null ? null : networks.getIfPresent(network);
        return history == null || history.offersWebSocket(now());
    }

    /** What is known of a client's network, from now on at least; null where it has no IP address. */
    @Nullable
    NetworkHistory historyOf(Exchange exchange) {
        ClientNetwork network = networkOf(exchange);
        return network == null
                ? null
                : networks.get(network, fresh -> new NetworkHistory(fresh, settings, log));
    }

    private @Nullable ClientNetwork networkOf(Exchange exchange) {
        InetAddress address = ForwardedClient.addressOf(exchange, trusted);
        return address == null ? null : ClientNetwork.of(address);
    }

    YoungStream streamBegan(NetworkHistory history, SessionRoute route) {
        YoungStream stream = new YoungStream(history, route.server(), route.endpoint(), now());
        youngStreams.put(route.session(), stream);
        history.streamBegan(stream);
        return stream;
    }

    /** The client of {@code session} sent something. */
    void spoke(String session) {
        YoungStream stream = youngStreams.getIfPresent(session);
        if (stream != null) {
            youngStreams.invalidate(session);
            stream.heard(now());
        }
    }

    long now() {
        return clock.getAsLong();
    }
}
