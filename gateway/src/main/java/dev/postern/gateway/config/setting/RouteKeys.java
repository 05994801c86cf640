package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.RouteConfig;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings that tell what a route reaches, and how. */
public final class RouteKeys {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public static final Setting<Optional<URI>> TARGET = Setting.optional(
                    "target",
                    new TextType<>(
                            "URL",
                            "a URL like `ws://127.0.0.1:9000/ws` or `wss://app.example.com/ws`, or `stomp:simple`",
                            RouteKeys::url,
                            URI::toString),
                    "none: each route needs one",
                    "What the route reaches: an application's WebSocket (`ws://` or `wss://`), to which each session gets a"
                            + " connection of its own, the STOMP broker inside the gateway (`stomp:simple`), or one outside"
                            + " (`stomp+tcp://mq:61613[,mq2:61613]`, `stomp+ssl://`).")
            .routeOnly();

    public static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
                    "connect-timeout",
                    new TimeType(Duration.ofMillis(1), Duration.ofMinutes(5)),
                    RouteConfig.DEFAULT_CONNECT_TIMEOUT,
                    "How long an application may take to answer the handshake."
                            + " After that the client hears 3008 \"Timeout\".")
            .perRoute();

    public static final Setting<BinaryMode> BINARY = Setting.of(
                    "binary",
                    ChoiceType.of("MODE", BinaryMode.class),
                    BinaryMode.REFUSE,
                    "What becomes of an application's binary message on a SockJS session, which carries text only:"
                            + " 'refuse' closes it with 1003, 'base64' sends it as text."
                            + " Raw WebSockets carry binary messages as they are.")
            .perRoute();

    public static final Setting<List<String>> SUB_PROTOCOLS = Setting.listOf(
                    "sub-protocols",
                    new TextType<>(
                            "NAME",
                            "a name like `v12.stomp`",
                            RouteKeys::subProtocol,
                            name -> name),
                    "whatever client and application agree on",
                    "WebSocket sub-protocols that the route speaks, such as v12.stomp.")
            .flag("sub-protocol")
            .perRoute();

    public static final Setting<List<ForwardedHeader>> FORWARD_HEADERS = Setting.listOf(
                    "forward-headers",
                    new TextType<>(
                            "NAME",
                            "the name of a header like `X-Tenant`",
                            ForwardedHeader::new,
                            ForwardedHeader::name),
                    "none beside those",
                    "Request headers passed on to the application. Always passed on: `Cookie`, `Authorization`,"
                            + " `Origin`, `User-Agent`, `Accept-Language`.")
            .flag("forward-header")
            .perRoute();

    static final Group GROUP = new Group(
            "Routes",
            "What a route reaches, and how.",
            List.of(TARGET, CONNECT_TIMEOUT, BINARY, SUB_PROTOCOLS, FORWARD_HEADERS));

    private RouteKeys() {}

    /** A token (RFC 6455 §4.1). */
    private static String subProtocol(String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new ConfigException(
                    "'" + text + "' is not the name of a sub-protocol; write it like v12.stomp.");
        }
        return text;
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new ConfigException(
                    "'" + text + "' is not a URL; write it like ws://127.0.0.1:9000/ws.");
        }
    }
}
