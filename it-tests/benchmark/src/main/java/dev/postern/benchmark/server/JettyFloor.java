package dev.postern.benchmark.server;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

import java.net.InetAddress;

/** A bare WebSocket echo on Jetty's own WebSocket API. */
public final class JettyFloor {

    private JettyFloor() {}

    /** Serves until it is ended. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ContextHandler context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(
                server,
                context,
                container ->
                        container.addMapping("/*", (request, response, callback) -> new Echo())));
        server.setHandler(context);
        server.start();
        Port.tell(connector.getLocalPort());
    }

    /** Public, for Jetty looks its methods up. */
    public static final class Echo implements Session.Listener.AutoDemanding {

        private @org.jspecify.annotations.Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            Session to = session;
            if (to != null) {
                to.sendText(message, Callback.NOOP);
            }
        }
    }
}
