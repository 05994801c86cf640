package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Counters;
import dev.postern.api.Handshake;
import dev.postern.api.Identity;
import dev.postern.api.Limits;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The sessions of one endpoint, and who owns which id. HTTP sessions are found by their id; a
 * WebSocket's session is its own, for two sockets with one id are two sessions. Thread-safe.
 */
public final class SessionRegistry {

    /** The answer to a request that wants to receive. */
    public sealed interface Lookup {

        /** The session of that id: it was there, or is new. */
        record Here(LiveSession session) implements Lookup {}

        /** That session is over, or cannot be: tell why. */
        record Over(CloseStatus status) implements Lookup {}

        /** The id belongs to somebody else; who asks must not learn more than that it is not theirs. */
        record NotYours() implements Lookup {}
    }

    private final ConcurrentHashMap<String, LiveSession> byId = new ConcurrentHashMap<>();
    private final Set<LiveSession> webSockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger untold = new AtomicInteger();
    private final Tombstones tombstones;
    private final SessionContext context;
    private final int maxSessions;
    private volatile @Nullable CloseStatus draining;

    public SessionRegistry(
            Backend backend,
            Limits limits,
            boolean openThenClose,
            SessionTimers timers,
            Counters counters) {
        this.context = new SessionContext(
                SessionPolicy.of(limits, openThenClose), timers, backend, this, counters);
        this.maxSessions = limits.maxSessions();
        this.tombstones = new Tombstones(timers);
    }

    /** Finds the session of {@code id} for a receiver, or makes it. */
    public Lookup findOrOpen(String id, Identity identity, Supplier<Handshake> handshake) {
        LiveSession known = byId.get(id);
        if (known == null) {
            CloseStatus over = tombstones.find(id);
            if (over == null) {
                over = refusal();
            }
            if (over != null) {
                return new Lookup.Over(over);
            }
            LiveSession created = new LiveSession(context, handshake.get(), id);
            known = byId.putIfAbsent(id, created);
            if (known == null) {
                // Another of that id may have come and gone since its tombstone was looked for.
                return opened(created, tombstones.find(id));
            }
        }
        return known.handshake().identity().equals(identity)
                ? new Lookup.Here(known)
                : new Lookup.NotYours();
    }

    /** Whether there is a session of {@code id}, whomever it belongs to. */
    public boolean holds(String id) {
        return byId.containsKey(id);
    }

    /** The session of {@code id} for a request that sends, or null. */
    public @Nullable LiveSession find(String id, Identity identity) {
        LiveSession known = byId.get(id);
        return known != null && known.handshake().identity().equals(identity) ? known : null;
    }

    /** A session that is one with its WebSocket. */
    public Lookup openWebSocket(Handshake handshake) {
        CloseStatus over = refusal();
        if (over != null) {
            return new Lookup.Over(over);
        }
        LiveSession created = new LiveSession(context, handshake, null);
        webSockets.add(created);
        return opened(created, null);
    }

    /** Lets a new session begin, or ends it at once where {@code over} or a drain says so. */
    private Lookup opened(LiveSession created, @Nullable CloseStatus over) {
        count.incrementAndGet();
        untold.incrementAndGet();
        // A drain that began while the session was being added may have missed it.
        CloseStatus status = over == null ? draining : over;
        if (status != null) {
            created.drain(status);
            return new Lookup.Over(status);
        }
        return new Lookup.Here(created);
    }

    private @Nullable CloseStatus refusal() {
        CloseStatus status = draining;
        if (status == null && count.get() >= maxSessions) {
            status = CloseStatus.TRY_AGAIN_LATER;
        }
        if (status != null) {
            context.counters().add(Counter.SESSIONS_REFUSED);
        }
        return status;
    }

    /** Called once by each session at its end. */
    void removed(LiveSession session, @Nullable String id, CloseStatus status) {
        if (id != null && byId.get(id) == session) {
            // First: between the two a late poll would find neither, and open the session anew.
            tombstones.add(id, status);
        }
        boolean present = id == null ? webSockets.remove(session) : byId.remove(id, session);
        if (present) {
            count.decrementAndGet();
            context.counters().add(Counter.SESSIONS_CLOSED);
        }
    }

    /** Called once by each session: its client has been sent its close frame, or can never be. */
    void told() {
        untold.decrementAndGet();
    }

    /** How many sessions there are, those that linger after their end included. */
    public int count() {
        return count.get();
    }

    /** How many sessions there are whose clients do not know of an end yet. */
    public int open() {
        return untold.get();
    }

    /** Refuses new sessions from now on and closes all that are open, each with {@code status}. */
    public void drain(CloseStatus status) {
        draining = status;
        byId.values().forEach(session -> session.drain(status));
        webSockets.forEach(session -> session.drain(status));
    }
}
