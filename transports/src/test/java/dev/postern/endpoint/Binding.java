package dev.postern.endpoint;

import dev.postern.http.ExchangeHandler;
import dev.postern.jetty.SockJsHandler;
import dev.postern.jetty.TurnConnector;
import dev.postern.jetty.TurnHttpConnectionFactory;
import dev.postern.jetty.TurnThreadPool;
import dev.postern.servlet.SockJsServlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.util.List;

/** How a handler of exchanges gets to its requests. */
enum Binding {
    CORE {
        @Override
        Handler handler(ExchangeHandler handler) {
            return new SockJsHandler(List.of(handler));
        }

        @Override
        ServerConnector connector(Server server) {
            return new TurnConnector(
                    server,
                    new TurnHttpConnectionFactory(
                            SockJsHandler.configure(new HttpConfiguration())));
        }
    },
    SERVLET {
        @Override
        Handler handler(ExchangeHandler handler) {
            ServletContextHandler context =
                    new ServletContextHandler("/", ServletContextHandler.SESSIONS);
            context.addServlet(new SockJsServlet(handler), "/echo/*");
            return context;
        }

        @Override
        ServerConnector connector(Server server) {
            return new ServerConnector(server);
        }
    };

    abstract Handler handler(ExchangeHandler handler);

    abstract ServerConnector connector(Server server);

    QueuedThreadPool threads() {
        QueuedThreadPool threads = this == CORE ? new TurnThreadPool(16) : new QueuedThreadPool(16);
        threads.setDaemon(true);
        return threads;
    }
}
