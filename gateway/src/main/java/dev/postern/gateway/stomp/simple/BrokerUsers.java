package dev.postern.gateway.stomp.simple;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpSubscriptionMatcher;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The users who are here, each with all of his sessions. */
final class BrokerUsers implements SimpUserRegistry {

    private final Map<String, Map<String, BrokerSession>> users = new ConcurrentHashMap<>();

    void add(BrokerSession session) {
        users.compute(name(session), (name, present) -> {
            Map<String, BrokerSession> sessions =
                    present == null ? new ConcurrentHashMap<>(2) : present;
            sessions.put(session.getId(), session);
            return sessions;
        });
    }

    void remove(BrokerSession session) {
        users.computeIfPresent(name(session), (name, sessions) -> {
            sessions.remove(session.getId());
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** A session of nobody goes by its id, which only its client is told. */
    private static String name(BrokerSession session) {
        String name = session.getUser().name();
        return name.isEmpty() ? session.getId() : name;
    }

    @Override
    public @Nullable SimpUser getUser(String name) {
        Map<String, BrokerSession> sessions = users.get(name);
        return sessions == null ? null : new BrokerUser(name, Set.copyOf(sessions.values()));
    }

    @Override
    public Set<SimpUser> getUsers() {
        Set<SimpUser> all = new HashSet<>();
        users.forEach(
                (name, sessions) -> all.add(new BrokerUser(name, Set.copyOf(sessions.values()))));
        return all;
    }

    @Override
    public int getUserCount() {
        return users.size();
    }

    /** None: what is subscribed the broker's own registry knows, and destinations need no more. */
    @Override
    public Set<SimpSubscription> findSubscriptions(SimpSubscriptionMatcher matcher) {
        return Set.of();
    }
}
