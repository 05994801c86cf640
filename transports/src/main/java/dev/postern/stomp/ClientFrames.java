package dev.postern.stomp;

/**
 * Finds a client's frames in its messages, and tells of each whether any of it came in bytes: its body
 * may then be something that no text can hold. Of a session, not thread-safe.
 */
final class ClientFrames {

    private final StompDecoder decoder;

    /** Whether any of what is yet to be read came in bytes. */
    private boolean inBytes;

    private boolean lastInBytes;
    private int lastSize;
    private boolean foundInBytes;

    ClientFrames(StompLimits limits) {
        this.decoder = new StompDecoder(limits);
    }

    void version(StompVersion agreed) {
        decoder.version(agreed);
    }

    /** Takes a message. */
    void add(GateEvent.Sent sent) {
        boolean between = decoder.isBetweenFrames();
        int before = decoder.buffered();
        if (sent instanceof GateEvent.Text text) {
            decoder.text(text.text());
        } else if (sent instanceof GateEvent.Bytes bytes) {
            decoder.bytes(bytes.data());
        }
        lastInBytes = sent instanceof GateEvent.Bytes;
        lastSize = decoder.buffered() - before;
        inBytes = lastInBytes || (inBytes && !between);
    }

    StompEvent next() {
        StompEvent event = decoder.next();
        if (event instanceof StompEvent.Frame) {
            foundInBytes = inBytes;
            if (decoder.buffered() <= lastSize) {
                inBytes = lastInBytes;
            }
        }
        return event;
    }

    /** Whether the last frame that was found, or what came with it, came in bytes. */
    boolean inBytes() {
        return foundInBytes;
    }

    int buffered() {
        return decoder.buffered();
    }
}
