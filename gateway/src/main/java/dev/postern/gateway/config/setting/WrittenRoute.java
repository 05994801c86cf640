package dev.postern.gateway.config.setting;

/**
 * What is said of one route.
 *
 * @param place where it is named
 */
public record WrittenRoute(Place place, Values values) {

    WrittenRoute over(WrittenRoute lower) {
        return new WrittenRoute(place, values.over(lower.values));
    }
}
