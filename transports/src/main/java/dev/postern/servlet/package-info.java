/**
 * The binding to a servlet web application on Jetty 12.1 ee10: {@link dev.postern.servlet.SockJsServlet}
 * is what an application mounts. The servlet's side of a request (its path, principal, HTTP session) comes
 * from the servlet API, its bytes go the way of {@code jetty}'s exchange.
 *
 * <p>Depends on {@code http}, on {@code transport}'s {@code Answers} and on {@code jetty}; it is the only
 * package that knows the servlet API.
 *
 * <p>Thread rule: a request comes on one of the server's threads, and is answered from any; nothing here
 * blocks.
 */
@NullMarked
package dev.postern.servlet;

import org.jspecify.annotations.NullMarked;
