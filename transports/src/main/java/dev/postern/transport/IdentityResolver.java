package dev.postern.transport;

import dev.postern.api.Identity;
import dev.postern.http.Exchange;

import java.security.Principal;

/** Says who a request comes from. Must not block. */
@FunctionalInterface
public interface IdentityResolver {

    /** Whom the server in front of this library has authenticated; who is not is nobody in particular. */
    IdentityResolver PRINCIPAL = exchange -> {
        Principal principal = exchange.principal();
        return principal == null ? Identity.ANONYMOUS : new Identity(principal.getName());
    };

    Identity identify(Exchange exchange);
}
