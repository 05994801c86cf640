package dev.postern.it.backend;

import dev.postern.it.support.ClientTarget;

/**
 * A backend in a running server.
 *
 * @param target where its clients go, but for the key
 * @param dialect how they speak
 */
record Subject(ClientTarget target, Dialect dialect) {

    ClientTarget target(String key) {
        return ClientTarget.of(target.port(), target.prefix(), key).asNarrow();
    }
}
