package dev.postern.transport;

/** Which close codes may stand in a Close frame (RFC 6455 §7.4). */
final class CloseCodes {

    private CloseCodes() {}

    /** {@code code} if a peer accepts it in a Close frame, else 1000: SockJS has codes of its own (2010). */
    static int sendable(int code) {
        boolean registered =
                code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        return registered || code >= 3000 ? code : 1000;
    }
}
