package dev.postern.gateway.config.setting;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that one source says, or several of them together.
 *
 * @param gateway for the gateway, and for routes that say nothing of their own
 * @param routes by prefix, in the order in which they were named
 */
public record Written(Values gateway, Map<String, WrittenRoute> routes) {

    /** Nothing yet. */
    public Written() {
        this(new Values(), new LinkedHashMap<>());
    }

    /** These words, and those of {@code lower} on which these are silent. */
    public Written over(Written lower) {
        Map<String, WrittenRoute> merged = new LinkedHashMap<>(lower.routes);
        routes.forEach((prefix, route) ->
                merged.merge(prefix, route, (under, above) -> above.over(under)));
        return new Written(gateway.over(lower.gateway), merged);
    }
}
