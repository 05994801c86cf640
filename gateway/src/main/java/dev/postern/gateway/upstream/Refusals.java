package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;

import org.jspecify.annotations.Nullable;

import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Why an application was not reached, in the words that a client understands (DESIGN, "Refusals and closes"). */
final class Refusals {

    private Refusals() {}

    /** @param status what the application answered in place of 101 (RFC 6455 §4.2.2) */
    static CloseStatus forStatus(int status) {
        return switch (status) {
            case 401 -> CloseStatus.UNAUTHORIZED;
            case 403 -> CloseStatus.FORBIDDEN;
            case 429, 503 -> CloseStatus.TRY_AGAIN_LATER;
            default -> CloseStatus.BAD_GATEWAY;
        };
    }

    static CloseStatus forFailure(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return CloseStatus.TIMEOUT;
            }
            if (cause instanceof RejectedExecutionException) {
                return CloseStatus.TRY_AGAIN_LATER;
            }
        }
        return CloseStatus.BAD_GATEWAY;
    }
}
