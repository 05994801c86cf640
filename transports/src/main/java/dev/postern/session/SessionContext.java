package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.Counters;

/** What the sessions of one endpoint share. */
record SessionContext(
        SessionPolicy policy,
        SessionTimers timers,
        Backend backend,
        SessionRegistry registry,
        Counters counters) {}
