package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.Counters;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** Live sessions of a registry, over a clock that stands still. */
final class SessionFixture {

    private static final SocketAddress SOMEWHERE =
            InetSocketAddress.createUnresolved("localhost", 1);

    final FakeTimers timers = new FakeTimers();
    final Counters counters = new Counters();
    final SessionRegistry registry;

    SessionFixture(Backend backend, Limits limits) {
        registry = new SessionRegistry(backend, limits, false, timers, counters);
    }

    static Handshake handshake(Transport transport, Identity identity) {
        return new Handshake(
                transport,
                "/echo",
                null,
                Headers.EMPTY,
                List.of(),
                SOMEWHERE,
                SOMEWHERE,
                false,
                identity);
    }

    /** A session that has not been attached to; its id is "s" where it is found by one. */
    LiveSession session(Transport transport) {
        Handshake handshake = handshake(transport, Identity.ANONYMOUS);
        boolean socket = transport == Transport.WEBSOCKET || transport == Transport.RAW_WEBSOCKET;
        SessionRegistry.Lookup lookup = socket
                ? registry.openWebSocket(handshake)
                : registry.findOrOpen("s", Identity.ANONYMOUS, () -> handshake);
        return ((SessionRegistry.Lookup.Here) lookup).session();
    }
}
