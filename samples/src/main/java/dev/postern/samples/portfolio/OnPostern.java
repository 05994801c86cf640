package dev.postern.samples.portfolio;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.servlet.SockJsServlet;
import dev.postern.spring.SpringBackend;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.socket.WebSocketHandler;

/** The application with Postern in front of Spring's SockJS. */
final class OnPostern {

    private OnPostern() {}

    static Handler handler(AnnotationConfigWebApplicationContext application) {
        ServletContextHandler context = new ServletContextHandler();
        application.setServletContext(context.getServletContext());
        application.refresh();
        ServletHolder pages = new ServletHolder(new DispatcherServlet(application));
        pages.setAsyncSupported(true);
        context.addServlet(pages, "/");

        WebSocketHandler stomp =
                application.getBean("subProtocolWebSocketHandler", WebSocketHandler.class);
        SockJsEndpoint portfolio =
                SockJsEndpoint.builder("/portfolio", new SpringBackend(stomp)).build();
        context.addServlet(new ServletHolder(new SockJsServlet(portfolio)), "/portfolio/*");
        return context;
    }
}
