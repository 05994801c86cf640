package dev.postern.it.spring;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.jetty.SockJsHandler;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import java.net.InetAddress;
import java.util.List;

/** Endpoints on Jetty core, in this process. */
final class InProcess implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(
            server, new HttpConnectionFactory(SockJsHandler.configure(new HttpConfiguration())));

    static InProcess start(SockJsEndpoint... endpoints) throws Exception {
        InProcess started = new InProcess();
        started.connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        started.server.addConnector(started.connector);
        started.server.setHandler(new SockJsHandler(List.of(endpoints)));
        started.server.start();
        return started;
    }

    String url(String path) {
        return "http://127.0.0.1:" + connector.getLocalPort() + path;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
