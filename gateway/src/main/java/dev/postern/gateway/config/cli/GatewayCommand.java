package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.StompAccess;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.stomp.StompRules;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;

/** {@code java -jar postern.jar …}. */
@Command(
        name = "java -jar postern.jar",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis =
                "Usage: java -jar postern.jar [--demo] [--route PREFIX=URL]... [OPTION]...",
        synopsisHeading = "",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Postern stands between browsers and a WebSocket application. Browsers come by SockJS, over"
                    + " whatever their network lets through; the application sees plain WebSockets.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "",
            "  Try it: demo services, and a page at http://localhost:8080/ to play with",
            "    java -jar postern.jar --demo",
            "",
            "  Bridge new SockJS('/chat') to an application's WebSocket",
            "    java -jar postern.jar --route /chat=ws://127.0.0.1:9000/ws",
            "",
            "  Two applications, pages on another host, behind a proxy on this machine",
            "    java -jar postern.jar --host 127.0.0.1 --trust 127.0.0.1 \\",
            "      --origin https://www.example.com \\",
            "      --route /chat=ws://chat:9000/ws --route /feed=wss://feed.example.com/ws",
            "",
            "Stop it with SIGTERM or Ctrl-C: clients are told, then it ends.",
            ""
        })
public final class GatewayCommand implements Callable<Integer> {

    private static final int USAGE_ERROR = 2;

    private final ToIntFunction<GatewayConfig> serve;

    @Option(
            names = "--route",
            converter = RouteMapping.Reader.class,
            paramLabel = "PREFIX=URL",
            description =
                    "Bridges sessions under PREFIX to the WebSocket at URL (ws:// or wss://), or to the STOMP broker"
                            + " inside the gateway (stomp:simple); repeatable.")
    private List<RouteMapping> routes = List.of();

    @Option(
            names = "--stomp-users",
            paramLabel = "FILE",
            description =
                    "Logins and hashed passcodes of STOMP routes, login:hash a line, the hash as 'openssl passwd -6'"
                            + " prints it. Default: everyone comes in, as nobody in particular.")
    private @Nullable Path stompUsers;

    @Option(
            names = "--stomp-allow",
            paramLabel = "RULE",
            description =
                    "What STOMP clients may do, such as 'subscribe /topic/**' or 'send /queue/{user}/*';"
                            + " repeatable, and then what no rule allows is denied. Default: everything.")
    private List<String> stompRules = List.of();

    @Option(
            names = "--demo",
            description = "Serves /echo and the other services that SockJS test suites expect.")
    private boolean demo;

    // All addresses: a gateway is there to be reached, and in a container loopback reaches nobody.
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on. Default: all of this machine's.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for a free one. Default: 8080.")
    private int port = 8080;

    @ArgGroup(exclusive = false, validate = false, heading = "%nSessions, on every route:%n")
    private SessionOptions sessions = new SessionOptions();

    @Option(
            names = "--connect-timeout",
            converter = Durations.class,
            paramLabel = "TIME",
            description = "How long an application may take to answer. Default: 10s.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--trust",
            paramLabel = "CIDR",
            split = ",",
            description =
                    "A proxy's address or network, such as 10.0.0.0/8, whose X-Forwarded headers are believed;"
                            + " repeatable. Default: nobody's.")
    private List<String> trusted = List.of();

    // Below the 10 s after which Docker kills.
    @Option(
            names = "--grace",
            converter = Durations.class,
            paramLabel = "TIME",
            description =
                    "How long open sessions may take to end when the gateway is stopped. Default: 8s.")
    private Duration grace = Duration.ofSeconds(8);

    @Option(
            names = "--no-negotiation",
            description =
                    "Does not learn which transports a client's network kills. Default: it learns,"
                            + " and does not offer them there for a while.")
    private boolean noNegotiation;

    @Option(
            names = "--negotiation-hold",
            converter = Durations.class,
            paramLabel = "TIME",
            description =
                    "How long a transport is not offered to a network that kills it, the first time. Default: 5m.")
    private Duration negotiationHold = NegotiationSettings.DEFAULT.hold();

    private GatewayCommand(ToIntFunction<GatewayConfig> serve) {
        this.serve = serve;
    }

    /**
     * Reads the arguments and serves.
     *
     * @param serve runs a gateway until it ends, and answers the exit code
     * @return the exit code: {@code serve}'s, 0 after help, 2 after arguments that can't be
     */
    public static int run(
            String[] args, ToIntFunction<GatewayConfig> serve, PrintWriter out, PrintWriter err) {
        return new CommandLine(new GatewayCommand(serve))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(
                        (mistake, arguments) -> complain(err, mistake.getMessage()))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof ConfigException mistake) {
                        return complain(err, mistake.getMessage());
                    }
                    throw failure;
                })
                .execute(args);
    }

    private static int complain(PrintWriter err, @Nullable String what) {
        err.println("postern: " + what);
        err.println("Run with --help to see what there is.");
        err.flush();
        return USAGE_ERROR;
    }

    @Override
    public Integer call() {
        return serve.applyAsInt(config());
    }

    private StompRules rules() {
        try {
            return StompRules.parse(stompRules);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(String.valueOf(wrong.getMessage()));
        }
    }

    private GatewayConfig config() {
        SessionSettings settings = sessions.settings();
        StompAccess stomp = new StompAccess(stompUsers, rules());
        return new GatewayConfig(
                host,
                port,
                routes.stream()
                        .map(route ->
                                new RouteConfig(route.prefix(), route.upstream(), settings, stomp))
                        .toList(),
                demo,
                settings.sockjsUrl(),
                new TrustedNetworks(trusted.stream().map(IpNetwork::parse).toList()),
                connectTimeout,
                grace,
                new NegotiationSettings(
                        !noNegotiation,
                        negotiationHold,
                        NegotiationSettings.DEFAULT.longestHold()));
    }
}
