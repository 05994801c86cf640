package dev.postern.stomp;

/** A peer broke the rules: ends a decoder's work. Never leaves this package. */
final class BrokenStreamException extends Exception {

    private final transient StompEvent event;

    private BrokenStreamException(StompEvent event) {
        super(null, null, false, false);
        this.event = event;
    }

    static BrokenStreamException malformed(String reason) {
        return new BrokenStreamException(new StompEvent.Malformed(reason));
    }

    static BrokenStreamException overLimit(String reason) {
        return new BrokenStreamException(new StompEvent.OverLimit(reason));
    }

    StompEvent event() {
        return event;
    }
}
