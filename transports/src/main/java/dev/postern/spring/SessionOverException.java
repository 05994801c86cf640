package dev.postern.spring;

import java.io.IOException;

/** A message came too late: its session has ended. */
final class SessionOverException extends IOException {

    SessionOverException(String message) {
        super(message);
    }
}
