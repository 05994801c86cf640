package dev.postern.gateway.config.setting;

import java.util.Optional;

/** What holds in the end: a route's own word, else the gateway's, else the default. */
public final class Effective {

    private final Values own;
    private final Values common;
    private final String keyPrefix;

    private Effective(Values own, Values common, String keyPrefix) {
        this.own = own;
        this.common = common;
        this.keyPrefix = keyPrefix;
    }

    /** What holds for the gateway. */
    public static Effective gateway(Written written) {
        return new Effective(written.gateway(), new Values(), "");
    }

    /** What holds for a route. */
    public static Effective route(Written written, String prefix, WrittenRoute route) {
        return new Effective(route.values(), written.gateway(), "routes." + prefix + '.');
    }

    public <T> T get(Setting<T> setting) {
        return given(setting).value();
    }

    /** The value and where it came from. */
    public <T> Given<T> given(Setting<T> setting) {
        return said(setting).orElseGet(() -> new Given<>(setting.byDefault(), Place.none()));
    }

    /** The value if anybody gave one. */
    public <T> Optional<Given<T>> said(Setting<T> setting) {
        Optional<Given<T>> mine = own.find(setting);
        return mine.isPresent() ? mine : common.find(setting);
    }

    /** The setting's full name here: {@code routes./chat.heartbeat} where the route itself has it. */
    public String key(Setting<?> setting) {
        return own.find(setting).isPresent() ? keyPrefix + setting.key() : setting.key();
    }
}
