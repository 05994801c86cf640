package dev.postern.it.broker;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.FreePorts;
import dev.postern.it.support.SystemProgram;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's RabbitMQ, as a child process with ports and folders of its own. */
final class RabbitBroker implements TestBroker {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRIES = 3;
    private static final Pattern PORT_IS_TAKEN = Pattern.compile("eaddrinuse|in use");
    private static final Path LIBRARY = Path.of("/usr/lib/rabbitmq/lib");

    private final Path home;
    private final int port;
    private final int nodePort;
    private final int distributionPort;
    private final int mapperPort;

    /** Erlang's port mapper, which a node would start for itself and leave behind. */
    private final Process mapper;

    private Process process;

    private RabbitBroker(Path home) throws Exception {
        this.home = home;
        port = FreePorts.next();
        nodePort = FreePorts.next();
        distributionPort = FreePorts.next();
        mapperPort = FreePorts.next();
        Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_stomp].");
        Path definitions =
                Files.writeString(home.resolve("definitions.json"), RabbitDefinitions.json());
        Files.writeString(
                home.resolve("rabbitmq.conf"),
                "stomp.listeners.tcp.1 = 127.0.0.1:" + port + "\nlisteners.tcp.1 = 127.0.0.1:"
                        + nodePort
                        + "\nload_definitions = " + definitions
                        + "\nloopback_users = none\nlog.console = true\nlog.file = false\n");
        mapper = new ProcessBuilder(
                        "epmd", "-port", String.valueOf(mapperPort), "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(PATIENCE).until(() -> listens(mapper, mapperPort));
            process = run();
            awaitPort();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Starts it, with other ports if somebody took one of the first meanwhile. */
    static RabbitBroker start(Path home) throws Exception {
        SystemProgram.RABBITMQ.require();
        for (int tries = 1; ; tries++) {
            try {
                return new RabbitBroker(Files.createDirectory(home.resolve("node" + tries)));
            } catch (IllegalStateException e) {
                if (tries == TRIES || !PORT_IS_TAKEN.matcher(e.getMessage()).find()) {
                    throw e;
                }
            }
        }
    }

    /** The script itself: Debian's on the PATH would change the user. */
    private static Path script() throws IOException {
        try (var versions = Files.list(LIBRARY)) {
            return versions.map(folder -> folder.resolve("sbin/rabbitmq-server"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path log() {
        return home.resolve("log.txt");
    }

    private Process run() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("HOME", home.toString());
        environment.put("RABBITMQ_NODENAME", "r" + port + "@localhost");
        environment.put("RABBITMQ_NODE_PORT", String.valueOf(nodePort));
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(distributionPort));
        environment.put("ERL_EPMD_PORT", String.valueOf(mapperPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_MNESIA_BASE", home.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", home.resolve("logs").toString());
        environment.put("RABBITMQ_PID_FILE", home.resolve("pid").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", home.resolve("none").toString());
        return builder.start();
    }

    private void awaitPort() {
        await().atMost(PATIENCE).until(() -> listens(process, port));
    }

    private boolean listens(Process listener, int port) throws IOException {
        if (!listener.isAlive()) {
            throw new IllegalStateException("it ended; RabbitMQ's log:\n"
                    + (Files.exists(log()) ? Files.readString(log()) : "none"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String[] durable(String name) {
        return new String[] {"durable:true", "auto-delete:false"};
    }

    @Override
    public boolean redeliversRefused() {
        return true;
    }

    /** The node and whatever it started: none of them writes to its folders any more. */
    @Override
    public void kill() throws Exception {
        if (process != null) {
            List<ProcessHandle> all = Stream.concat(
                            process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Override
    public void restart() throws Exception {
        process = run();
        awaitPort();
    }

    @Override
    public void close() throws Exception {
        try {
            kill();
        } finally {
            mapper.destroyForcibly();
        }
    }
}
