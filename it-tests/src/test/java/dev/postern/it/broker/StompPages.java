package dev.postern.it.broker;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Serves a page with {@code @stomp/stompjs} and sockjs-client in it. */
final class StompPages implements AutoCloseable {

    private static final String WEBJARS = "/META-INF/resources/webjars/";

    private static final Map<String, String> SERVED = Map.of(
            "/stomp.html",
            "stomp.html",
            "/stomp.js",
            "stomp.js",
            "/sockjs.min.js",
            WEBJARS + "sockjs-client/1.6.1/dist/sockjs.min.js",
            "/stomp.umd.min.js",
            WEBJARS + "stomp__stompjs/7.2.1/bundles/stomp.umd.min.js");

    private final HttpServer server;

    private StompPages(HttpServer server) {
        this.server = server;
    }

    static StompPages start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SERVED.forEach((path, resource) -> {
            byte[] content = content(resource);
            String type = path.endsWith(".html") ? "text/html" : "text/javascript";
            server.createContext(path, exchange -> {
                exchange.getResponseHeaders().add("Content-Type", type + "; charset=UTF-8");
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
                exchange.close();
            });
        });
        server.start();
        return new StompPages(server);
    }

    private static byte[] content(String resource) {
        try (InputStream in = StompPages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String page() {
        return origin() + "/stomp.html";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
