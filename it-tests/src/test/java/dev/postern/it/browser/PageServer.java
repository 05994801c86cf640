package dev.postern.it.browser;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves the test's page, its script and sockjs-client, from an origin that is not the gateway's. */
public final class PageServer implements AutoCloseable {

    /** The resource that is sockjs-client. */
    public static final String SOCKJS =
            "/META-INF/resources/webjars/sockjs-client/1.6.1/dist/sockjs.min.js";

    private final HttpServer server;

    private PageServer(HttpServer server) {
        this.server = server;
    }

    public static PageServer start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/page.html", "page.html", "text/html; charset=UTF-8");
        serve(server, "/page.js", "page.js", "text/javascript; charset=UTF-8");
        serve(server, "/reconnect.html", "reconnect.html", "text/html; charset=UTF-8");
        serve(server, "/reconnect.js", "reconnect.js", "text/javascript; charset=UTF-8");
        serve(server, "/witness.js", "witness.js", "text/javascript; charset=UTF-8");
        serve(server, "/sockjs.min.js", SOCKJS, "text/javascript; charset=UTF-8");
        server.start();
        return new PageServer(server);
    }

    private static void serve(HttpServer server, String path, String resource, String type) {
        byte[] content = content(resource);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private static byte[] content(String resource) {
        try (InputStream in = PageServer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String url(String path) {
        return origin() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
