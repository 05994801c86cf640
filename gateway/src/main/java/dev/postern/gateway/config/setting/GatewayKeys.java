package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.IpNetwork;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the gateway itself: where it listens, whom it trusts, how it stops. */
public final class GatewayKeys {

    // All addresses: a gateway is there to be reached, and in a container loopback reaches nobody.
    public static final Setting<Optional<String>> HOST = Setting.optional(
            "host",
            TextType.of("ADDRESS", "an address of this machine, or a name of one"),
            "all of this machine's",
            "Address to listen on.");

    public static final Setting<Integer> PORT = Setting.of(
            "port",
            new CountType("PORT", 0, 65_535),
            8080,
            "Port to listen on; 0 takes a free one and logs it.");

    public static final Setting<Boolean> DEMO = Setting.of(
            "demo",
            new SwitchType(),
            false,
            "Serves /echo and the other services that SockJS test suites expect."
                    + " They are open to every page by every transport: for trying, not for the public.");

    public static final Setting<Boolean> PAGE = Setting.of(
            "page",
            new SwitchType(),
            true,
            "Serves a page at / that shows how this browser gets through, and the routes there are."
                    + " It comes with an echo of its own below /_postern, for pages of the gateway's own host:"
                    + " at most 100 sessions, and messages of 4k.");

    public static final Setting<List<IpNetwork>> TRUST = Setting.listOf(
            "trust",
            new TextType<>(
                    "CIDR",
                    "an address or a network like `10.0.0.0/8`",
                    IpNetwork::parse,
                    IpNetwork::cidr),
            "nobody's",
            "Proxies in front, by address or network such as 10.0.0.0/8, whose X-Forwarded headers are believed."
                    + " They say who a client is, and which host it asked for; from anybody else these headers"
                    + " count for nothing."
                    + " `Forwarded` (RFC 7239) is read where there is no `X-Forwarded-For`.");

    // Below the 10 s after which Docker kills.
    public static final Setting<Duration> GRACE = Setting.of(
            "grace",
            new TimeType(Duration.ZERO, Duration.ofHours(1)),
            Duration.ofSeconds(8),
            "How long open sessions may take to end when the gateway is stopped."
                    + " They are told with close code 1001 at its beginning. Keep it below the time after"
                    + " which your platform kills: 10 s for Docker, 30 s for Kubernetes.");

    static final Group GROUP =
            new Group("The gateway", "", List.of(PORT, HOST, DEMO, PAGE, TRUST, GRACE));

    private GatewayKeys() {}
}
