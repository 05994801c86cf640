package dev.postern.session;

import dev.postern.api.CloseStatus;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why sessions that are gone have ended, for a while: a late poll hears it, and is never mistaken
 * for a new session. Bounded; the oldest make room. Thread-safe.
 */
final class Tombstones {

    private static final long LIFETIME = Duration.ofMinutes(2).toNanos();
    private static final int MAX = 20_000;

    private record Tombstone(CloseStatus status, long until) {}

    private final SessionTimers timers;
    private final Map<String, Tombstone> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tombstone> eldest) {
            return size() > MAX;
        }
    };

    Tombstones(SessionTimers timers) {
        this.timers = timers;
    }

    synchronized void add(String id, CloseStatus status) {
        long now = timers.now();
        // The eldest come first, so a few looks keep the map clean without a timer.
        var eldest = byId.entrySet().iterator();
        for (int looks = 0; looks < 2 && eldest.hasNext(); looks++) {
            if (eldest.next().getValue().until <= now) {
                eldest.remove();
            }
        }
        byId.remove(id);
        byId.put(id, new Tombstone(status, now + LIFETIME));
    }

    synchronized @Nullable CloseStatus find(String id) {
        Tombstone tombstone = byId.get(id);
        return tombstone == null || tombstone.until <= timers.now() ? null : tombstone.status;
    }
}
