package dev.postern.jetty;

import org.eclipse.jetty.io.EofException;

import java.io.Serial;

/** Why a connection was closed from this side; no news to anybody, so it has no stack trace. */
final class Cut extends EofException {

    @Serial
    private static final long serialVersionUID = 1;

    Cut(String why) {
        super(why);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
