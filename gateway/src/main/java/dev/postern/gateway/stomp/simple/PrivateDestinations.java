package dev.postern.gateway.stomp.simple;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.user.DefaultUserDestinationResolver;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/**
 * Gives each session's user destinations a place that no client can name. Spring's own is a suffix
 * below {@code /queue/}, where a wildcard subscription would see every user's messages.
 */
final class PrivateDestinations extends DefaultUserDestinationResolver {

    static final String PREFIX = "/private/";

    PrivateDestinations(SimpUserRegistry users) {
        super(users);
    }

    @Override
    protected String getTargetDestination(
            String source, String actual, String sessionId, @Nullable String user) {
        return PREFIX + sessionId + actual;
    }
}
