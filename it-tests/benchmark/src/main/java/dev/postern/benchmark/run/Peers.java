package dev.postern.benchmark.run;

import static dev.postern.benchmark.load.Order.Protocol.JSONP;
import static dev.postern.benchmark.load.Order.Protocol.RAW_WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.XHR_POLLING;

import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.run.Peer.Running;
import dev.postern.benchmark.server.JettyFloor;
import dev.postern.benchmark.server.NettyFloor;
import dev.postern.benchmark.server.RelayFloor;
import dev.postern.benchmark.server.SocketFloor;
import dev.postern.benchmark.server.SpringServer;
import dev.postern.benchmark.server.VertxServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is compared. */
final class Peers {

    static final Peer VERTX = new Peer(
            "Vert.x",
            () -> Versions.of("vertx-web"),
            sockJs(),
            Peers::usualPath,
            () -> java(VertxServer.class));

    static final Peer SPRING = new Peer(
            "Spring",
            () -> Versions.of("spring-websocket") + " on Jetty " + Versions.of("jetty-server"),
            withoutJsonp(),
            Peers::usualPath,
            () -> java(SpringServer.class));

    static final Peer POSTERN = new Peer(
            "Postern",
            () -> "of this tree",
            sockJs(),
            Peers::demoPath,
            () -> Running.alone(postern("--demo")));

    static final Peer POSTERN_BRIDGE = new Peer(
            "Postern bridge", () -> "of this tree", sockJs(), Peers::usualPath, Peers::bridge);

    static final Peer NODE = new Peer(
            "sockjs-node",
            () -> SockJsNode.VERSION + " on Node " + Versions.told("node", "--version"),
            sockJs(),
            Peers::usualPath,
            () -> Running.alone(SockJsNode.start()));

    static final Peer PUSHPIN = new Peer(
            "Pushpin",
            () -> Versions.told("pushpin", "--version"),
            EnumSet.of(WEBSOCKET, XHR_POLLING),
            Peers::usualPath,
            Pushpin::start);

    static final Peer JETTY_FLOOR = new Peer(
            "bare Jetty",
            () -> Versions.of("jetty-server"),
            EnumSet.of(RAW_WEBSOCKET),
            order -> "/",
            () -> java(JettyFloor.class));

    static final Peer NETTY_FLOOR = new Peer(
            "bare Netty",
            () -> Versions.of("netty-codec-http"),
            EnumSet.of(RAW_WEBSOCKET),
            order -> "/",
            () -> java(NettyFloor.class));

    /** Beside the SockJS peers: what is left when all but the socket calls is taken away. */
    static final Peer SOCKET_FLOOR = new Peer(
            "socket calls",
            () -> "of this tree",
            EnumSet.of(WEBSOCKET),
            Peers::usualPath,
            () -> java(SocketFloor.class));

    /** Likewise beside the bridge. */
    static final Peer RELAY_FLOOR = new Peer(
            "byte relay",
            () -> "of this tree",
            EnumSet.of(RAW_WEBSOCKET),
            order -> "/",
            Peers::relay);

    private Peers() {}

    private static Set<Order.Protocol> sockJs() {
        return EnumSet.allOf(Order.Protocol.class);
    }

    /** Spring took jsonp out in its version 5.1. */
    private static Set<Order.Protocol> withoutJsonp() {
        return EnumSet.complementOf(EnumSet.of(JSONP));
    }

    private static String usualPath(Order order) {
        String prefix = order.kind() == Order.Kind.BROADCAST ? "/broadcast" : "/echo";
        return order.protocol() == RAW_WEBSOCKET ? prefix + "/websocket" : prefix;
    }

    /** The demo's /echo ends a streaming response at 4 KiB, as sockjs-protocol wants it to; this one at 128 KiB, as the peers do. */
    private static String demoPath(Order order) {
        return order.protocol().http() && order.kind() != Order.Kind.BROADCAST
                ? "/disabled_websocket_echo"
                : usualPath(order);
    }

    private static Running java(Class<?> main) throws IOException {
        return Running.alone(ServerProcess.java(main.getName()));
    }

    /** The application behind a bridge. */
    static ServerProcess application() throws IOException {
        return ServerProcess.java(NettyFloor.class.getName());
    }

    private static Running bridge() throws IOException {
        return inFrontOfApplication(
                port -> postern("--route", "/echo=ws://127.0.0.1:" + port + "/"));
    }

    private static Running relay() throws IOException {
        return inFrontOfApplication(
                port -> ServerProcess.java(RelayFloor.class.getName(), Integer.toString(port)));
    }

    private interface Front {
        ServerProcess start(int applicationPort) throws IOException;
    }

    private static Running inFrontOfApplication(Front front) throws IOException {
        ServerProcess application = application();
        try {
            ServerProcess server = front.start(application.port());
            return new Running(server, server.port(), List.of(application));
        } catch (IOException e) {
            application.close();
            throw e;
        }
    }

    /**
     * Our own program.
     *
     * @throws IOException if it has not been built
     */
    static Path jar() throws IOException {
        Path jar = Path.of(System.getProperty("postern.jar", "gateway/target/postern.jar"));
        if (!Files.exists(jar)) {
            throw new IOException(
                    jar + " is missing: build it first (mvn -q -Pfast package -DskipTests) and run"
                            + " from the root of the tree, or say -Dpostern.jar=…");
        }
        return jar;
    }

    private static ServerProcess postern(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of("-jar", jar().toString(), "--host", "127.0.0.1", "--port", "0"));
        command.addAll(List.of(arguments));
        return ServerProcess.start(Jvm.command(command), Map.of());
    }
}
