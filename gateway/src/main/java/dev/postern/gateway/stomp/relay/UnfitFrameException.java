package dev.postern.gateway.stomp.relay;

/** A broker sent what can't be passed on; nothing behind it can be understood either. */
final class UnfitFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooBig;

    /** @param reason what "it", the broker, did */
    UnfitFrameException(String reason, boolean tooBig) {
        super(reason, null, false, false);
        this.tooBig = tooBig;
    }

    boolean tooBig() {
        return tooBig;
    }
}
