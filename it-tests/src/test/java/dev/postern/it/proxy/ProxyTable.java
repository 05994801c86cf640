package dev.postern.it.proxy;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.browser.PageServer;
import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Writes the tables of docs/proxies.md: proxy and config by transport, and what the stock client chose, against
 * Postern and against Spring's SockJS on the same Jetty. {@code mvn -q -Ptable verify} runs it, and nothing else
 * does; {@code -Dtable.only=nginx} prints that proxy's rows instead.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ProxyTable {

    private static final Path PAGE = Path.of("../docs/proxies.md");
    private static final String BEGIN =
            "<!-- table: written by mvn -q -Ptable verify, from here -->\n";
    private static final String END = "<!-- table: to here -->\n";
    private static final List<String> TRANSPORTS =
            List.of("websocket", "xhr-streaming", "eventsource", "xhr-polling");
    private static final String PREFIX = "/echo";
    private static final String ONLY = System.getProperty("table.only", "");

    @TempDir
    private static Path folder;

    private final List<Server> servers = new ArrayList<>();
    private final StringBuilder reverse = new StringBuilder();
    private final StringBuilder corporate = new StringBuilder();

    /** @param edge TLS before it */
    private record Server(String name, int port, ProxyProcess edge) {}

    @Test
    void write() throws IOException {
        Certificate certificate = Certificate.in(folder);
        try (PageServer pages = PageServer.start();
                GatewayProcess postern =
                        GatewayProcess.start("--no-negotiation", "--trust", "127.0.0.1", "--demo");
                SpringProcess spring = SpringProcess.start();
                ProxyProcess posternEdge = edge(postern.port(), certificate);
                ProxyProcess springEdge = edge(spring.port(), certificate)) {
            servers.add(new Server("Postern", postern.port(), posternEdge));
            servers.add(new Server("Spring", spring.port(), springEdge));
            throughReverseProxies(pages, certificate);
            throughCorporateProxies(pages);
        }
        String tables = tables();
        if (ONLY.isEmpty()) {
            put(tables);
            tell("Written to " + PAGE.toAbsolutePath().normalize());
        } else {
            tell(tables);
        }
    }

    private static ProxyProcess edge(int port, Certificate certificate) throws IOException {
        return ReverseProxy.HAPROXY.startSample(port, certificate, ProxyTable::withOurPrefix);
    }

    private static String withOurPrefix(String sample) {
        return sample.replace("/chat", PREFIX);
    }

    private void throughReverseProxies(PageServer pages, Certificate certificate)
            throws IOException {
        try (Browser browser = Chromium.start("--ignore-certificate-errors")) {
            StockClient client = new StockClient(browser, pages);
            for (ReverseProxy kind : ReverseProxy.values()) {
                for (Server server : wanted(kind)) {
                    try (ProxyProcess bare = kind.startBare(server.port)) {
                        row(reverse, label(kind) + " | bare", server, client, "http", bare.port());
                    }
                    try (ProxyProcess sample =
                            kind.startSample(server.port, certificate, ProxyTable::withOurPrefix)) {
                        row(
                                reverse,
                                label(kind) + " | sample",
                                server,
                                client,
                                "https",
                                sample.port());
                    }
                }
            }
        }
    }

    private void throughCorporateProxies(PageServer pages) throws IOException {
        for (CorporateProxy kind : CorporateProxy.values()) {
            for (Server server : wanted(kind)) {
                try (ProxyProcess proxy = kind.start(server.edge.port());
                        Browser browser = Chromium.start(
                                "--proxy-server=http://127.0.0.1:" + proxy.port(),
                                "--proxy-bypass-list=<-loopback>",
                                "--ignore-certificate-errors")) {
                    StockClient client = new StockClient(browser, pages);
                    row(corporate, label(kind) + " | http", server, client, "http", server.port);
                    row(
                            corporate,
                            label(kind) + " | https",
                            server,
                            client,
                            "https",
                            server.edge.port());
                }
            }
        }
    }

    private List<Server> wanted(Enum<?> kind) {
        return label(kind).contains(ONLY) ? servers : List.of();
    }

    private static String label(Enum<?> kind) {
        return kind.name()
                .toLowerCase(Locale.ROOT)
                .replace("_connect_443", ", CONNECT to 443 only");
    }

    private static void row(
            StringBuilder table,
            String label,
            Server server,
            StockClient client,
            String scheme,
            int port) {
        String url = scheme + "://127.0.0.1:" + port + PREFIX;
        List<String> cells = new ArrayList<>(List.of(label, server.name));
        for (String transport : TRANSPORTS) {
            cells.add(client.passes(url, transport) ? "yes" : "no");
        }
        cells.add(client.choice(url));
        String row = "| " + String.join(" | ", cells) + " |";
        tell(row);
        table.append(row).append('\n');
    }

    private String tables() {
        return "### Reverse proxies\n\n" + head("config") + reverse
                + "\n### What your users sit behind\n\n" + head("by") + corporate;
    }

    private static String head(String second) {
        return "| proxy | " + second + " | server | " + String.join(" | ", TRANSPORTS)
                + " | the client chose |\n" + "| --- ".repeat(TRANSPORTS.size() + 4) + "|\n";
    }

    /** What people wrote around the marks stays. */
    private static void put(String tables) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(PAGE + " has lost its marks:\n" + BEGIN + END);
        }
        Files.writeString(
                PAGE,
                page.substring(0, from + BEGIN.length())
                        + '\n'
                        + tables
                        + '\n'
                        + page.substring(to));
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
