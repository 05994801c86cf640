package dev.postern.stomp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Everything a decoder finds, as texts that are easy to compare. */
final class Decoded {

    private Decoded() {}

    static List<StompEvent> drain(StompDecoder decoder) {
        List<StompEvent> events = new ArrayList<>();
        for (StompEvent event = decoder.next();
                event != StompEvent.NEED_DATA;
                event = decoder.next()) {
            events.add(event);
            if (event instanceof StompEvent.Malformed || event instanceof StompEvent.OverLimit) {
                break;
            }
        }
        return events;
    }

    static List<StompEvent> of(StompDecoder decoder, String... texts) {
        List<StompEvent> events = new ArrayList<>();
        for (String text : texts) {
            decoder.text(text);
            events.addAll(drain(decoder));
        }
        return events;
    }

    static List<StompEvent> of(StompDecoder decoder, byte[]... pieces) {
        List<StompEvent> events = new ArrayList<>();
        for (byte[] piece : pieces) {
            decoder.bytes(ByteBuffer.wrap(piece));
            events.addAll(drain(decoder));
        }
        return events;
    }

    /** The one frame in these texts. */
    static StompFrame frame(StompVersion version, String... texts) {
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        decoder.version(version);
        List<StompEvent> events = of(decoder, texts);
        if (events.size() == 1 && events.get(0) instanceof StompEvent.Frame frame) {
            return frame.frame();
        }
        throw new AssertionError("not one frame but " + events);
    }
}
