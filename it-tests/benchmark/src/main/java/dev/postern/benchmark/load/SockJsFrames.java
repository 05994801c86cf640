package dev.postern.benchmark.load;

import java.nio.charset.StandardCharsets;

/** Reads frames whose messages all have one length and no escapes: every byte's place is known. */
final class SockJsFrames {

    private static final int SHOWN = 80;

    private final int messageLength;
    private final Carrier.Listener listener;

    SockJsFrames(int messageLength, Carrier.Listener listener) {
        this.messageLength = messageLength;
        this.listener = listener;
    }

    /** One frame, without the line feed that ends it on HTTP. */
    void frame(byte[] bytes, int from, int to) {
        if (from == to) {
            listener.failed("an empty frame");
            return;
        }
        switch (bytes[from]) {
            case 'o' -> listener.opened();
            case 'a' -> messages(bytes, from + 1, to);
            case 'h' -> {
                // A heartbeat, or the prelude.
            }
            default -> listener.failed("unexpected frame " + shown(bytes, from, to));
        }
    }

    private void messages(byte[] bytes, int from, int to) {
        int step = messageLength + 3;
        int count = (to - from - 1) / step;
        boolean shaped = count > 0
                && from + 1 + count * step == to
                && bytes[from] == '['
                && bytes[to - 1] == ']';
        for (int at = from + 1; shaped && at < to; at += step) {
            shaped = bytes[at] == '"'
                    && bytes[at + 1 + messageLength] == '"'
                    && (at + step == to || bytes[at + step - 1] == ',');
            if (shaped) {
                listener.message(bytes, at + 1);
            }
        }
        if (!shaped) {
            listener.failed("garbled frame " + shown(bytes, from, to));
        }
    }

    static String shown(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, SHOWN), StandardCharsets.UTF_8);
    }
}
