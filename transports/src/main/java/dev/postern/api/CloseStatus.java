package dev.postern.api;

import java.nio.charset.StandardCharsets;

/**
 * Why a session ends: a close code and a reason (RFC 6455 §7.4; codes named as IANA's WebSocket
 * Close Code Number Registry names them). One catalogue for every transport and every backend.
 *
 * @param code 1000 to 4999
 * @param reason at most 123 bytes of UTF-8; a longer one is cut at a code point
 */
public record CloseStatus(int code, String reason) {

    public static final CloseStatus NORMAL = new CloseStatus(1000, "Normal closure");
    public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "Going away");
    public static final CloseStatus CLIENT_LOST = new CloseStatus(1001, "Client connection lost");
    public static final CloseStatus CONNECTION_INTERRUPTED =
            new CloseStatus(1002, "Connection interrupted");
    public static final CloseStatus PROTOCOL_ERROR = new CloseStatus(1002, "Protocol error");
    public static final CloseStatus BINARY_UNSUPPORTED =
            new CloseStatus(1003, "Binary messages cannot travel on a SockJS session");
    public static final CloseStatus INVALID_UTF8 = new CloseStatus(1007, "Invalid UTF-8");
    public static final CloseStatus SLOW_CONSUMER = new CloseStatus(1008, "Slow consumer");
    public static final CloseStatus SLOW_BACKEND =
            new CloseStatus(1008, "Backend does not keep up");
    public static final CloseStatus TOO_BIG = new CloseStatus(1009, "Message too big");
    public static final CloseStatus INTERNAL_ERROR = new CloseStatus(1011, "Internal error");
    public static final CloseStatus SERVICE_RESTART = new CloseStatus(1012, "Service restart");
    public static final CloseStatus TRY_AGAIN_LATER = new CloseStatus(1013, "Try again later");
    public static final CloseStatus BAD_GATEWAY = new CloseStatus(1014, "Bad gateway");
    public static final CloseStatus ANOTHER_CONNECTION =
            new CloseStatus(2010, "Another connection still open");
    public static final CloseStatus UNAUTHORIZED = new CloseStatus(3000, "Unauthorized");
    public static final CloseStatus FORBIDDEN = new CloseStatus(3003, "Forbidden");
    public static final CloseStatus TIMEOUT = new CloseStatus(3008, "Timeout");

    /** RFC 6455 §5.5: a control frame carries at most 125 bytes, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;

    public CloseStatus {
        if (code < 1000 || code > 4999) {
            throw new IllegalArgumentException(
                    "a close code lies within 1000 to 4999, not " + code);
        }
        reason = cut(reason);
    }

    /**
     * What may be sent on in place of a code heard from a peer (RFC 6455 §7.4.1): 1005 (none given)
     * becomes 1000, the never-sent 1004, 1006 and 1015 become 1014, as do codes outside 1000 to 4999.
     */
    public static CloseStatus relayed(int code, String reason) {
        return switch (code) {
            case 1005 -> new CloseStatus(1000, reason);
            case 1004, 1006, 1015 -> new CloseStatus(1014, reason);
            default ->
                code < 1000 || code > 4999
                        ? new CloseStatus(1014, reason)
                        : new CloseStatus(code, reason);
        };
    }

    /** The HTTP status (RFC 9110 §15) that tells a raw WebSocket client the same before its upgrade. */
    public int httpStatus() {
        return switch (code) {
            case 3000 -> 401;
            case 3003 -> 403;
            case 1014 -> 502;
            case 3008 -> 504;
            case 1001, 1012, 1013 -> 503;
            case 1011 -> 500;
            default -> 403;
        };
    }

    private static String cut(String reason) {
        if (reason.length() * 3 <= MAX_REASON_BYTES
                || reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES) {
            return reason;
        }
        int bytes = 0;
        int end = 0;
        while (end < reason.length()) {
            int codePoint = reason.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_REASON_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return reason.substring(0, end);
    }
}
