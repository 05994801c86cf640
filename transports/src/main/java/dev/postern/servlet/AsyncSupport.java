package dev.postern.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;

import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.ServletMapping;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds out, before the first request fails, who in front of a servlet forbids asynchronous requests. */
final class AsyncSupport {

    private AsyncSupport() {}

    static void require(ServletHandler container, String servlet) throws ServletException {
        List<String> missing = new ArrayList<>();
        ServletHolder holder = container.getServlet(servlet);
        if (holder != null && !holder.isAsyncSupported()) {
            missing.add("servlet " + servlet);
        }
        List<String> mapped = mappedPaths(container, servlet);
        for (FilterMapping mapping : container.getFilterMappings()) {
            FilterHolder filter = container.getFilter(mapping.getFilterName());
            if (filter != null
                    && !filter.isAsyncSupported()
                    && isInFront(mapping, servlet, mapped)) {
                missing.add("filter " + filter.getName());
            }
        }
        if (!missing.isEmpty()) {
            throw new ServletException("SockJsServlet needs asynchronous requests, but they are not"
                    + " supported by: " + String.join(", ", missing)
                    + ". Call setAsyncSupported(true) on each of them, or write"
                    + " <async-supported>true</async-supported> in web.xml");
        }
    }

    private static List<String> mappedPaths(ServletHandler container, String servlet) {
        return Stream.of(container.getServletMappings())
                .filter(mapping -> servlet.equals(mapping.getServletName()))
                .map(ServletMapping::getPathSpecs)
                .flatMap(Arrays::stream)
                .toList();
    }

    private static boolean isInFront(FilterMapping filter, String servlet, List<String> mapped) {
        if (!filter.appliesTo(DispatcherType.REQUEST)) {
            return false;
        }
        String[] names = Objects.requireNonNullElse(filter.getServletNames(), new String[0]);
        String[] paths = Objects.requireNonNullElse(filter.getPathSpecs(), new String[0]);
        return List.of(names).contains(servlet)
                || Stream.of(paths)
                        .anyMatch(path ->
                                mapped.stream().anyMatch(servletPath -> meet(path, servletPath)));
    }

    /** Whether there may be a path that both match; of two prefixes, the shorter has to contain the other. */
    private static boolean meet(String filter, String servlet) {
        String below =
                servlet.endsWith("/*") ? servlet.substring(0, servlet.length() - 2) : servlet;
        return new ServletPathSpec(filter).matches(below.isEmpty() ? "/" : below)
                || filter.startsWith("*.")
                || (servlet.endsWith("/*") && filter.startsWith(below + "/"));
    }
}
