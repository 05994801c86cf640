package dev.postern.gateway.config.setting;

import dev.postern.api.Transport;
import dev.postern.gateway.config.AllowedOrigins;
import dev.postern.gateway.config.Extra;
import dev.postern.gateway.config.RefusalMode;

import java.util.List;
import java.util.Optional;

/** Settings that tell who may come in, and by which transport. */
public final class AccessKeys {

    public static final Setting<List<String>> ORIGINS = Setting.listOf(
                    "origins",
                    new TextType<>(
                            "ORIGIN",
                            "an origin like `https://www.example.com` or `https://*.example.com`, or `*`",
                            AccessKeys::origin,
                            origin -> origin),
                    "only pages from the gateway's own host",
                    "Origins whose pages may connect, such as https://www.example.com; '*' lets every page."
                            + " Pages from the gateway's own host always may."
                            + " Cookies of your users come along with every page that you let in.")
            .flag("origin")
            .perRoute();

    public static final Setting<List<Extra>> ALLOW = Setting.listOf(
                    "allow",
                    ChoiceType.of("WHAT", Extra.class),
                    "none",
                    "Switches on what can't check a page's origin: jsonp, htmlfile, iframe."
                            + " Browsers of this century need none of them, but for pages of another origin on"
                            + " Internet Explorer.")
            .perRoute();

    public static final Setting<List<Transport>> WITHOUT = Setting.listOf(
                    "without",
                    new ChoiceType<>("TRANSPORT", List.of(Transport.values()), Transport::label),
                    "none",
                    "Switches off transports, such as websocket or eventsource."
                            + " A client that asks for one gets 404 and goes on to the next.")
            .perRoute();

    public static final Setting<RefusalMode> REFUSE = Setting.of(
                    "refuse",
                    ChoiceType.of("HOW", RefusalMode.class),
                    RefusalMode.CLOSE,
                    "How a SockJS client hears that it is not let in: 'close' sends a close frame alone,"
                            + " 'open-then-close' an open frame before it, as Spring's Java client wants it."
                            + " sockjs-client stops at once, and can say why, only with 'close'.")
            .perRoute();

    public static final Setting<Boolean> DEFLATE = Setting.of(
                    "deflate",
                    new SwitchType(),
                    false,
                    "Accepts compressed WebSockets (permessage-deflate); costs about 200 KB a session.")
            .perRoute();

    public static final Setting<Optional<String>> SOCKJS_URL = Setting.optional(
                    "sockjs-url",
                    TextType.of("URL", "a URL"),
                    "the one at cdn.jsdelivr.net",
                    "Where iframe.html loads sockjs-client from. Wants `allow: iframe`.")
            .perRoute();

    static final Group GROUP = new Group(
            "Who may come in", "", List.of(ORIGINS, ALLOW, WITHOUT, REFUSE, DEFLATE, SOCKJS_URL));

    private AccessKeys() {}

    private static String origin(String text) {
        // What it throws says what is wrong.
        AllowedOrigins.of(List.of(text));
        return text;
    }
}
