package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.RelaySettings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of routes that relay to a STOMP broker. */
public final class RelayKeys {

    public static final Setting<Optional<String>> LOGIN = Setting.optional(
                    "relay.login",
                    TextType.of("NAME", "a name"),
                    "the client's own",
                    "Logs in to the broker by this name, whatever clients say. `{user}` in it stands for the client's"
                            + " name, so it wants `stomp.users`. Wants `relay.passcode` beside it, which is the gateway's"
                            + " own.")
            .perRoute();

    public static final Setting<Optional<String>> PASSCODE = Setting.optional(
                    "relay.passcode",
                    TextType.of("PASSCODE", "a text"),
                    "none",
                    "The passcode of relay.login.")
            .perRoute()
            .asSecret();

    public static final Setting<Optional<String>> VIRTUAL_HOST = Setting.optional(
                    "relay.virtual-host",
                    TextType.of("NAME", "a name"),
                    "the client's own; with relay.login none",
                    "The broker's virtual host, as CONNECT's `host` header names it.")
            .perRoute();

    public static final Setting<Optional<Path>> TRUST_STORE = Setting.optional(
                    "relay.trust-store",
                    new TextType<>("FILE", "a path", StompKeys::path, Path::toString),
                    "what Java trusts",
                    "Certificates that stomp+ssl:// brokers are checked against: PEM, or a key store."
                            + " A certificate must be for the name by which the target knows the broker.")
            .perRoute();

    public static final Setting<Optional<String>> TRUST_STORE_PASSWORD = Setting.optional(
                    "relay.trust-store-password",
                    TextType.of("PASSWORD", "a text"),
                    "none",
                    "The password of a key store in relay.trust-store.")
            .perRoute()
            .asSecret();

    public static final Setting<Duration> HEARTBEAT = Setting.of(
                    "relay.heartbeat",
                    new TimeType(Duration.ZERO, Duration.ofHours(1)),
                    RelaySettings.DEFAULT.heartBeat(),
                    "Time between STOMP heart-beats of gateway and broker, 0s for none."
                            + " Clients have heart-beats of their own with the gateway.")
            .perRoute();

    public static final Setting<Duration> RECONNECT_SPREAD = Setting.of(
                    "relay.reconnect-spread",
                    new TimeType(Duration.ZERO, Duration.ofMinutes(10)),
                    RelaySettings.DEFAULT.reconnectSpread(),
                    "How long the sessions of a lost broker take to come back, all together."
                            + " They are told within half of that.")
            .perRoute();

    static final Group GROUP = new Group(
            "Relays",
            "For routes whose target is a STOMP broker outside, `stomp+tcp://` or `stomp+ssl://`.",
            List.of(
                    LOGIN,
                    PASSCODE,
                    VIRTUAL_HOST,
                    TRUST_STORE,
                    TRUST_STORE_PASSWORD,
                    HEARTBEAT,
                    RECONNECT_SPREAD));

    private RelayKeys() {}
}
