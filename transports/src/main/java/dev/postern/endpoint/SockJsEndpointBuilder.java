package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.Counters;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.http.OriginPolicy;
import dev.postern.session.OffloadedBackend;
import dev.postern.session.SessionTimers;
import dev.postern.stomp.StompGate;
import dev.postern.stomp.StompSettings;
import dev.postern.transport.IdentityResolver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Describes a {@link SockJsEndpoint}. The defaults fit a public site: pages of the same origin only,
 * and none of the transports that cannot tell who asks (jsonp, htmlfile, the iframe page).
 */
public final class SockJsEndpointBuilder {

    private static final Set<Transport> SAFE_TRANSPORTS = EnumSet.of(
            Transport.WEBSOCKET,
            Transport.RAW_WEBSOCKET,
            Transport.XHR_STREAMING,
            Transport.EVENT_SOURCE,
            Transport.XHR_POLLING);

    private static final String SOCKJS_CLIENT =
            "https://cdn.jsdelivr.net/npm/sockjs-client@1.6.1/dist/sockjs.min.js";

    private final String prefix;
    private final Backend backend;
    private final Counters counters = new Counters();
    private Limits limits = Limits.DEFAULT;
    private OriginPolicy origins = OriginPolicy.sameOrigin();
    private Function<Exchange, @Nullable String> forwardedHost = exchange -> null;
    private Consumer<Exchange> originRefused = exchange -> {};
    private Set<Transport> transports = EnumSet.copyOf(SAFE_TRANSPORTS);
    private List<String> subProtocols = List.of();
    private List<InfoPart> infoParts = new ArrayList<>();
    private IdentityResolver identities = IdentityResolver.PRINCIPAL;
    private String sockjsUrl = SOCKJS_CLIENT;
    private boolean cookieNeeded;
    private boolean iframe;
    private boolean deflate;
    private boolean openThenClose;
    private @Nullable Executor workers;
    private @Nullable StompSettings stomp;

    SockJsEndpointBuilder(String prefix, Backend backend) {
        if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "a prefix begins with a slash and ends without one, like /chat, not \"" + prefix
                            + '"');
        }
        this.prefix = prefix;
        this.backend = Objects.requireNonNull(backend);
    }

    public SockJsEndpointBuilder limits(Limits newLimits) {
        this.limits = newLimits;
        return this;
    }

    /** Whose pages may come here; by default those of the same origin. */
    public SockJsEndpointBuilder origins(OriginPolicy policy) {
        this.origins = policy;
        return this;
    }

    /**
     * Where else to learn which host was asked for, should {@code Host} be none that the page's origin
     * is allowed for: what a proxy that is trusted hands on, or null. Never what any client may claim.
     */
    public SockJsEndpointBuilder forwardedHost(Function<Exchange, @Nullable String> source) {
        this.forwardedHost = source;
        return this;
    }

    /** Who hears of each request whose origin is not allowed. Called on the thread that reads; must not block. */
    public SockJsEndpointBuilder onOriginRefused(Consumer<Exchange> listener) {
        this.originRefused = listener;
        return this;
    }

    /** Which transports are served; the others answer 404. */
    public SockJsEndpointBuilder transports(Set<Transport> served) {
        this.transports =
                served.isEmpty() ? EnumSet.noneOf(Transport.class) : EnumSet.copyOf(served);
        return this;
    }

    /** Whether WebSockets are served, framed and raw; {@code /info} says so. */
    public SockJsEndpointBuilder websocket(boolean served) {
        for (Transport transport : List.of(Transport.WEBSOCKET, Transport.RAW_WEBSOCKET)) {
            if (served) {
                transports.add(transport);
            } else {
                transports.remove(transport);
            }
        }
        return this;
    }

    /**
     * What WebSockets speak, best first, where the backend does not choose (RFC 6455 §1.9): of a
     * SockJS client's it never does, for the upgrade does not wait for it.
     */
    public SockJsEndpointBuilder subProtocols(List<String> spoken) {
        this.subProtocols = List.copyOf(spoken);
        return this;
    }

    /** Whether permessage-deflate (RFC 7692) is accepted; it costs some 200 KB of native memory a socket. */
    public SockJsEndpointBuilder deflate(boolean accepted) {
        this.deflate = accepted;
        return this;
    }

    /** Whether load balancers need {@code JSESSIONID} to keep a client on its node. */
    public SockJsEndpointBuilder cookieNeeded(boolean needed) {
        this.cookieNeeded = needed;
        return this;
    }

    /** Whether the iframe page is served. */
    public SockJsEndpointBuilder iframe(boolean served) {
        this.iframe = served;
        return this;
    }

    /** Where the iframe page loads sockjs-client from. */
    public SockJsEndpointBuilder sockjsUrl(String url) {
        this.sockjsUrl = url;
        return this;
    }

    /** Whether a refused client hears {@code o} before its close frame, as Spring's Java client needs. */
    public SockJsEndpointBuilder openThenClose(boolean open) {
        this.openThenClose = open;
        return this;
    }

    /** Adds something that has a say in {@code /info}; later parts see what earlier ones said. */
    public SockJsEndpointBuilder info(InfoPart part) {
        this.infoParts.add(part);
        return this;
    }

    /** Who requests come from; by default the principal, where a servlet container has authenticated one. */
    public SockJsEndpointBuilder identities(IdentityResolver resolver) {
        this.identities = resolver;
        return this;
    }

    /**
     * Puts a {@link StompGate} before the backend, which then hears STOMP frames of clients whose
     * CONNECT was accepted. WebSockets speak the versions it knows as sub-protocols.
     */
    public SockJsEndpointBuilder stomp(StompSettings settings) {
        this.stomp = settings;
        return subProtocols(StompGate.SUB_PROTOCOLS);
    }

    /** Runs a backend that may block; by default the endpoint has workers of its own. */
    public SockJsEndpointBuilder workers(Executor executor) {
        this.workers = executor;
        return this;
    }

    /** The endpoint, ready to be handed to a binding. */
    public SockJsEndpoint build() {
        Backend behind = nonBlockingBackend();
        StompSettings gate = stomp;
        if (gate != null) {
            // A frame over its limit must come in for its client to hear an ERROR.
            long twice = 2L * gate.limits().maxFrame();
            limits = limits.withMaxMessage(
                    (int) Math.max(limits.maxMessage(), Math.min(twice, Integer.MAX_VALUE / 8)));
        }
        return new SockJsEndpoint(
                this,
                gate == null ? behind : new StompGate(behind, gate, limits),
                SessionTimers.shared());
    }

    private Backend nonBlockingBackend() {
        if (backend.neverBlocks()) {
            return backend;
        }
        Executor executor = workers == null ? Workers.start("sockjs-worker" + prefix) : workers;
        return new OffloadedBackend(backend, executor, limits.receiveHighMark());
    }

    String prefix() {
        return prefix;
    }

    Counters counters() {
        return counters;
    }

    Limits limits() {
        return limits;
    }

    OriginGate originGate() {
        return new OriginGate(origins, forwardedHost, originRefused);
    }

    Set<Transport> transports() {
        return transports;
    }

    List<String> subProtocols() {
        return subProtocols;
    }

    List<InfoPart> infoParts() {
        return infoParts;
    }

    IdentityResolver identities() {
        return identities;
    }

    String sockjsUrl() {
        return sockjsUrl;
    }

    boolean needsCookie() {
        return cookieNeeded;
    }

    boolean servesIframe() {
        return iframe;
    }

    boolean deflates() {
        return deflate;
    }

    boolean refusesAfterOpen() {
        return openThenClose;
    }
}
