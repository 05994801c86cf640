package dev.postern.gateway.config;

import dev.postern.stomp.StompRules;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Who may do what on STOMP routes.
 *
 * @param users file of logins and hashed passcodes, one {@code login:hash} a line; null lets everyone
 *     in as nobody in particular, whatever CONNECT says
 * @param rules who may subscribe and send where
 */
public record StompAccess(@Nullable Path users, StompRules rules) {

    /** Everyone may everything. */
    public static final StompAccess OPEN = new StompAccess(null, StompRules.ALLOW_ALL);
}
