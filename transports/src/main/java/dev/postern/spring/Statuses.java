package dev.postern.spring;

import dev.postern.api.CloseStatus;

import org.springframework.http.HttpStatusCode;

import java.util.Map;
import java.util.Set;

/** Why a session ends or does not begin, in Spring's words and in ours. */
final class Statuses {

    /** What Spring's servers report as an error before they report the end. */
    private static final Set<CloseStatus> TRANSPORT_ERRORS = Set.of(
            CloseStatus.CLIENT_LOST,
            CloseStatus.TOO_BIG,
            CloseStatus.INVALID_UTF8,
            CloseStatus.PROTOCOL_ERROR,
            CloseStatus.SLOW_CONSUMER,
            CloseStatus.SLOW_BACKEND,
            CloseStatus.BINARY_UNSUPPORTED);

    private static final Map<Integer, CloseStatus> REFUSALS = Map.of(
            401, CloseStatus.UNAUTHORIZED,
            408, CloseStatus.TIMEOUT,
            429, CloseStatus.TRY_AGAIN_LATER,
            500, CloseStatus.INTERNAL_ERROR,
            502, CloseStatus.BAD_GATEWAY,
            503, CloseStatus.TRY_AGAIN_LATER,
            504, CloseStatus.TIMEOUT);

    private Statuses() {}

    /** Whether {@code status} is our word for something that went wrong on the client's side. */
    static boolean isTransportError(CloseStatus status) {
        return TRANSPORT_ERRORS.contains(status);
    }

    /** So that a handler's comparison with Spring's constants holds: they have no reason. */
    static org.springframework.web.socket.CloseStatus toSpring(CloseStatus status) {
        if (status.equals(CloseStatus.CLIENT_LOST)) {
            return org.springframework.web.socket.CloseStatus.NO_CLOSE_FRAME;
        }
        boolean plain = status.reason().isEmpty()
                || status.equals(CloseStatus.NORMAL)
                || status.equals(CloseStatus.GOING_AWAY)
                || status.equals(CloseStatus.INTERNAL_ERROR);
        return plain
                ? new org.springframework.web.socket.CloseStatus(status.code())
                : new org.springframework.web.socket.CloseStatus(status.code(), status.reason());
    }

    /** A code that must not be sent becomes one that may (RFC 6455 §7.4.1). */
    static CloseStatus ofSpring(org.springframework.web.socket.CloseStatus status) {
        String reason = status.getReason();
        return CloseStatus.relayed(status.getCode(), reason == null ? "" : reason);
    }

    /** What an interceptor meant that refused with this HTTP status. */
    static CloseStatus refusal(HttpStatusCode status) {
        return REFUSALS.getOrDefault(status.value(), CloseStatus.FORBIDDEN);
    }
}
