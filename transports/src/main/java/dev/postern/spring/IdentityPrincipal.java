package dev.postern.spring;

import dev.postern.api.Identity;

import java.security.Principal;

/** An identity as Spring's user destinations want it. */
record IdentityPrincipal(Identity identity) implements Principal {

    @Override
    public String getName() {
        return identity.subject();
    }
}
