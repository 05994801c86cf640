package dev.postern.it.proxy;

import dev.postern.it.support.SystemProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Forward proxies as companies have them: Debian's own configs, where only ports and folders are the
 * test's. What they say of port 443 holds for the port of the test's TLS edge, for 443 is root's.
 */
enum CorporateProxy {
    SQUID(SystemProgram.SQUID, "/etc/squid/squid.conf", false),
    TINYPROXY(SystemProgram.TINYPROXY, "/etc/tinyproxy/tinyproxy.conf", false),
    TINYPROXY_CONNECT_443(SystemProgram.TINYPROXY, "/etc/tinyproxy/tinyproxy.conf", true),
    PRIVOXY(SystemProgram.PRIVOXY, "/etc/privoxy/config", false),
    PRIVOXY_CONNECT_443(SystemProgram.PRIVOXY, "/etc/privoxy/config", true);

    private final SystemProgram program;
    private final String stock;
    private final boolean limited;

    CorporateProxy(SystemProgram program, String stock, boolean limited) {
        this.program = program;
        this.stock = stock;
        this.limited = limited;
    }

    ProxyProcess start(int edge) throws IOException {
        return start(edge, config -> config);
    }

    /**
     * Starts it.
     *
     * @param edge the port that stands for 443
     * @param changes an administrator's
     */
    ProxyProcess start(int edge, UnaryOperator<String> changes) throws IOException {
        String binary = program.require().toString();
        String config = changes.apply(Files.readString(Path.of(stock)));
        return ProxyProcess.start((folder, port) -> {
            String written = Files.writeString(
                            folder.resolve("config"), adapted(config, folder, port, edge))
                    .toString();
            return switch (program) {
                case SQUID -> List.of(binary, "-N", "-f", written);
                case TINYPROXY -> List.of(binary, "-d", "-c", written);
                default -> List.of(binary, "--no-daemon", written);
            };
        });
    }

    private String adapted(String config, Path folder, int port, int edge) throws IOException {
        return switch (program) {
            case SQUID ->
                config.replaceAll("(?m)^http_port 3128", "http_port 127.0.0.1:" + port)
                                .replaceAll(
                                        "(?m)^acl SSL_ports port 443", "acl SSL_ports port " + edge)
                                .replaceAll("(?m)^coredump_dir .*", "coredump_dir " + folder)
                        + "\npid_filename none\naccess_log none\npinger_enable off\ncache_log "
                        + folder + "/cache.log\nshutdown_lifetime 1 seconds\n";
            case TINYPROXY ->
                config.replaceAll("(?m)^Port 8888", "Port " + port + "\nListen 127.0.0.1")
                                .replaceAll("(?m)^(LogFile|PidFile) .*", "")
                        + (limited ? "\nConnectPort " + edge + '\n' : "");
            default ->
                config.replaceAll("(?m)^listen-address .*", "")
                                .replaceAll("(?m)^logdir .*", "logdir " + folder)
                        + "\nlisten-address 127.0.0.1:" + port + '\n'
                        + (limited ? "actionsfile " + limit(folder, edge) + '\n' : "");
        };
    }

    private static Path limit(Path folder, int edge) throws IOException {
        return Files.writeString(
                folder.resolve("limit.action"), "{+limit-connect{" + edge + "}}\n/\n");
    }
}
