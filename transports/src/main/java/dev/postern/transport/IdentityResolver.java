package dev.postern.transport;

import dev.postern.api.Identity;
import dev.postern.http.Exchange;

/** Says who a request comes from. Must not block. */
@FunctionalInterface
public interface IdentityResolver {

    /** Every client is nobody in particular. */
    IdentityResolver ANONYMOUS = exchange -> Identity.ANONYMOUS;

    Identity identify(Exchange exchange);
}
