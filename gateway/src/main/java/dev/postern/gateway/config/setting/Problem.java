package dev.postern.gateway.config.setting;

/**
 * What is wrong with a configuration.
 *
 * @param key full name of the setting, or an empty text
 * @param message what is wrong, and what would be right
 */
public record Problem(Place place, String key, String message) {

    /** In one line: {@code postern.yaml:7:5: heartbeat: …}. */
    public String shown() {
        StringBuilder line = new StringBuilder();
        if (!(place instanceof Place.Default)) {
            line.append(place.shown()).append(": ");
        }
        if (!place.namesItsKey() && !key.isEmpty()) {
            line.append(key).append(": ");
        }
        return line.append(message).toString();
    }
}
