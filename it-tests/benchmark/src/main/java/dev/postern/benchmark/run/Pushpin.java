package dev.postern.benchmark.run;

import dev.postern.benchmark.run.Peer.Running;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Pushpin in front of the same application as our bridge. */
final class Pushpin {

    private static final Path INTERNAL = Path.of("/usr/lib/pushpin/internal.conf");

    private Pushpin() {}

    static Running start() throws IOException {
        if (!Files.exists(INTERNAL)) {
            throw new IOException("Pushpin is not installed (Debian: apt-get install pushpin)");
        }
        Path folder = Work.folder("pushpin");
        Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(folder.resolve("log"));
        ServerProcess application = Peers.application();
        try {
            int port = freePort();
            Files.writeString(
                    folder.resolve("routes"),
                    "*,path_beg=/echo,sockjs=/echo,sockjs_as_path=/echo,no_grip 127.0.0.1:"
                            + application.port() + '\n');
            Path config = Files.writeString(folder.resolve("pushpin.conf"), config(folder, port));
            ServerProcess pushpin =
                    ServerProcess.startOn(port, List.of("pushpin", "--config=" + config));
            return new Running(pushpin, port, List.of(application));
        } catch (IOException e) {
            application.close();
            throw e;
        }
    }

    /** Debian's defaults look for a zurl of the whole system; this one is the run's own. */
    private static String config(Path folder, int port) {
        return """
                [global]
                include=%1$s
                rundir=%2$s/run
                ipc_prefix=benchmark-
                port_offset=0
                stats_connection_ttl=120
                [runner]
                services=condure,zurl,pushpin-proxy,pushpin-handler
                http_port=%3$d
                logdir=%2$s/log
                log_level=1
                client_buffer_size=8192
                client_maxconn=1000
                [proxy]
                routesfile=%2$s/routes
                zurl_out_specs=ipc://%2$s/run/benchmark-zurl-in
                zurl_out_stream_specs=ipc://%2$s/run/benchmark-zurl-in-stream
                zurl_in_specs=ipc://%2$s/run/benchmark-zurl-out
                [handler]
                message_rate=2500
                message_hwm=25000
                """.formatted(INTERNAL, folder, port);
    }

    /**
     * Pushpin can't say which port it was given, so it is told one that is free at the last moment: on
     * every address and without SO_REUSEADDR, as Pushpin binds it, for the load's own connections leave
     * ports behind that could only be bound again with it.
     */
    private static int freePort() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(0));
            return socket.getLocalPort();
        }
    }
}
