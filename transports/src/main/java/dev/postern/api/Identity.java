package dev.postern.api;

/**
 * Who a session belongs to: a subject, never a token. Each request on a session brings one; a
 * request whose identity differs from the session's finds no such session.
 *
 * @param subject opaque to this library
 */
public record Identity(String subject) {

    /** Nobody in particular: every client of a route that asks for no identity. */
    public static final Identity ANONYMOUS = new Identity("");
}
