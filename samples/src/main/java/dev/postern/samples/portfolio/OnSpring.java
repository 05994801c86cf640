package dev.postern.samples.portfolio;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** The application on Spring's own SockJS, to compare. */
final class OnSpring {

    private OnSpring() {}

    static Handler handler(AnnotationConfigWebApplicationContext application) {
        ServletContextHandler context = new ServletContextHandler();
        application.setServletContext(context.getServletContext());
        application.refresh();
        ServletHolder pages = new ServletHolder(new DispatcherServlet(application));
        pages.setAsyncSupported(true);
        context.addServlet(pages, "/");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        return context;
    }
}
