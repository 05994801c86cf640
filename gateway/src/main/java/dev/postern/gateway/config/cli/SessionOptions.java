package dev.postern.gateway.config.cli;

import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.gateway.config.AllowedOrigins;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.SessionSettings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The options that say how sessions behave, on every route. */
final class SessionOptions {

    /** A queue must hold some messages of the largest size. */
    private static final int QUEUED = 4;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description =
                    "An origin such as https://www.example.com whose pages may connect; repeatable."
                            + " '*' lets every page connect. Default: only pages from the gateway's own host.")
    private List<String> origins = List.of();

    @Option(
            names = "--allow",
            split = ",",
            paramLabel = "WHAT",
            description = "Switches on what can't check a page's origin: jsonp, htmlfile, iframe.")
    private List<Extra> allowed = List.of();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "TRANSPORT",
            description =
                    "Switches off a transport: websocket, raw-websocket, xhr-streaming, eventsource,"
                            + " xhr-polling.")
    private List<String> without = List.of();

    @Option(
            names = "--deflate",
            description =
                    "Accepts compressed WebSockets (permessage-deflate); costs about 200 KB a session.")
    private boolean deflate;

    @Option(
            names = "--heartbeat",
            converter = Durations.class,
            paramLabel = "TIME",
            description =
                    "Silence after which a heartbeat is sent; keep it below the time-outs of the proxies in"
                            + " between. Default: 25s.")
    private Duration heartbeat = Limits.DEFAULT.heartbeat();

    @Option(
            names = "--max-message",
            converter = Sizes.class,
            paramLabel = "SIZE",
            description = "Largest message, both ways. Default: 1m.")
    private int maxMessage = Limits.DEFAULT.maxMessage();

    @Option(
            names = "--open-hold",
            converter = Durations.class,
            paramLabel = "TIME",
            description =
                    "How long a client waits to hear whether the application takes it, before it is told"
                            + " 'open' on trust. Default: 200ms.")
    private Duration openHold = Limits.DEFAULT.openHold();

    @Option(
            names = "--binary",
            paramLabel = "MODE",
            description =
                    "What becomes of an application's binary message on a SockJS session: 'refuse' closes it"
                            + " with 1003, 'base64' sends it as text. Default: refuse.")
    private BinaryMode binary = BinaryMode.REFUSE;

    @Option(
            names = "--sub-protocol",
            split = ",",
            paramLabel = "NAME",
            description =
                    "A WebSocket sub-protocol that the routes speak, such as v12.stomp; repeatable. Default:"
                            + " whatever client and application agree on.")
    private List<String> subProtocols = List.of();

    @Option(
            names = "--forward-header",
            paramLabel = "NAME",
            description =
                    "A request header passed on to the application; repeatable. Always passed on: Cookie,"
                            + " Authorization, Origin, User-Agent, Accept-Language.")
    private List<String> forwardHeaders = List.of();

    @Option(
            names = "--sockjs-url",
            paramLabel = "URL",
            description = "Where iframe.html loads sockjs-client from. Wants --allow iframe.")
    private @Nullable String sockjsUrl;

    SessionSettings settings() {
        return new SessionSettings(
                limits(),
                AllowedOrigins.of(origins),
                transports(),
                allowed.contains(Extra.IFRAME),
                deflate,
                binary,
                subProtocols,
                forwardHeaders.stream().map(ForwardedHeader::new).toList(),
                sockjsUrl);
    }

    private Limits limits() {
        try {
            return Limits.DEFAULT
                    .withHeartbeat(heartbeat)
                    .withMaxMessage(maxMessage)
                    .withSendQueue(Limits.DEFAULT.sendHighMark(), queue(Limits.DEFAULT.sendLimit()))
                    .withReceiveQueue(
                            Limits.DEFAULT.receiveHighMark(), queue(Limits.DEFAULT.receiveLimit()))
                    .withOpenHold(openHold);
        } catch (IllegalArgumentException impossible) {
            throw new ConfigException(String.valueOf(impossible.getMessage()));
        }
    }

    private int queue(int usual) {
        return Math.max(usual, QUEUED * maxMessage);
    }

    private Set<Transport> transports() {
        Set<Transport> transports = EnumSet.copyOf(SessionSettings.SAFE_TRANSPORTS);
        if (allowed.contains(Extra.JSONP)) {
            transports.add(Transport.JSONP_POLLING);
        }
        if (allowed.contains(Extra.HTMLFILE)) {
            transports.add(Transport.HTML_FILE);
        }
        for (String label : without) {
            if (!transports.removeIf(
                    transport -> transport.label().equals(label.toLowerCase(Locale.ROOT)))) {
                throw new ConfigException("There is no transport '" + label
                        + "' to switch off; there are "
                        + String.join(
                                ", ", transports.stream().map(Transport::label).toList()) + ".");
            }
        }
        return transports;
    }
}
