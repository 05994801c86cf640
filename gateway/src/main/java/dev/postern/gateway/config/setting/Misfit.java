package dev.postern.gateway.config.setting;

/**
 * A value that the part which uses it can't take.
 *
 * @param setting whose value it is; {@link RouteKeys#TARGET} for the route as a whole
 * @param message what is wrong, and what would be right
 */
public record Misfit(Setting<?> setting, String message) {}
