package dev.postern.gateway.stomp.simple;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpUser;

import java.security.Principal;
import java.util.Set;

/**
 * A user, with the sessions he has at one moment.
 *
 * @param name empty for nobody in particular
 */
record BrokerUser(String name, Set<SimpSession> sessions) implements SimpUser, Principal {

    @Override
    public String getName() {
        return name;
    }

    /** Null for nobody in particular: messages to his destinations go by his session. */
    @Override
    public @Nullable Principal getPrincipal() {
        return name.isEmpty() ? null : this;
    }

    @Override
    public boolean hasSessions() {
        return !sessions.isEmpty();
    }

    @Override
    public @Nullable SimpSession getSession(String id) {
        return sessions.stream()
                .filter(session -> session.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Set<SimpSession> getSessions() {
        return sessions;
    }
}
