package dev.postern.stomp;

/**
 * The bounds of a STOMP session. Whoever goes over one hears an ERROR that names it, then the close.
 *
 * @param maxFrame bytes of a frame, from its command to its NUL
 * @param maxInFlight bytes that a session may have on their way, counted for each direction on its
 *     own: sent by the client before it is CONNECTED, or queued for a client that does not keep up
 * @param maxHeaders headers of a frame
 * @param maxHeaderLine bytes of one header line
 */
public record StompLimits(int maxFrame, int maxInFlight, int maxHeaders, int maxHeaderLine) {

    public static final StompLimits DEFAULT = new StompLimits(256 << 10, 1 << 20, 64, 8 << 10);

    public StompLimits {
        requirePositive("maxFrame", maxFrame);
        requirePositive("maxInFlight", maxInFlight);
        requirePositive("maxHeaders", maxHeaders);
        requirePositive("maxHeaderLine", maxHeaderLine);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    public StompLimits withMaxFrame(int bytes) {
        return new StompLimits(bytes, maxInFlight, maxHeaders, maxHeaderLine);
    }

    public StompLimits withMaxInFlight(int bytes) {
        return new StompLimits(maxFrame, bytes, maxHeaders, maxHeaderLine);
    }
}
