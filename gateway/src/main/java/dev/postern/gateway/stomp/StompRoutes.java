package dev.postern.gateway.stomp;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.StompTerms;
import dev.postern.stomp.HeartBeat;
import dev.postern.stomp.StompCredentials;
import dev.postern.stomp.StompLimits;
import dev.postern.stomp.StompSettings;

import java.nio.file.Path;

/** How STOMP routes treat their clients, as they are configured. */
public final class StompRoutes {

    private StompRoutes() {}

    /**
     * What a route's gate is to do.
     *
     * @throws ConfigException where the file of users can't be read
     */
    public static StompSettings settings(RouteConfig route) {
        StompTerms terms = route.stomp();
        Path users = terms.users();
        Integer maxFrame = terms.maxFrame();
        int heartBeat = (int) terms.heartBeat().toMillis();
        return StompSettings.DEFAULT
                .withLimits(StompLimits.DEFAULT
                        .withMaxFrame(maxFrame == null ? route.limits().maxMessage() : maxFrame)
                        .withMaxInFlight(terms.maxInFlight()))
                .withHeartBeat(new HeartBeat(heartBeat, heartBeat))
                .withCredentials(
                        users == null
                                ? StompCredentials.OF_HANDSHAKE
                                : new UserCredentials(UsersFile.read(users)))
                .withRules(terms.rules());
    }
}
