package dev.postern.jetty;

import dev.postern.jetty.FrameParser.Found;
import dev.postern.jetty.MessageAssembly.Flaw;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes messages of what a peer sends: {@link FrameParser} finds the frames, {@link MessageAssembly} puts
 * them together. The texts of one read are told in one call.
 *
 * <p>Knows no connection. Confined to the connection's reading.
 */
final class IncomingMessages {

    /** Hears what the bytes amount to, in order. */
    interface Sink {

        void texts(List<String> texts);

        /** One binary message, the callee's to keep. */
        void binary(ByteBuffer data);

        /** A PING. Its content is valid during the call only, as that of {@link #closeFrame} is. */
        void pinged(ByteBuffer application);

        /** The present message may not be; what follows it is not wanted. */
        void unfit(Flaw flaw);

        /** A Close frame; nothing is told after it. */
        void closeFrame(ByteBuffer payload);

        /** A rule of framing is broken; nothing is told after that. */
        void breach(String why);

        /** Whether messages are still wanted; PINGs, and how it ends, are told all the same. */
        boolean wantsMessages();
    }

    private final Sink sink;
    private final FrameParser parser;
    private final int maxMessage;

    /** There while a message is half there. */
    private @Nullable MessageAssembly half;

    /** No frame is looked for any more. */
    private boolean over;

    IncomingMessages(Sink sink, End peer, int maxMessage) {
        this.sink = sink;
        this.parser = new FrameParser(peer);
        this.maxMessage = maxMessage;
    }

    /** Tells what {@code bytes} hold; returns in how many calls it told messages. */
    int take(ByteBuffer bytes) {
        List<String> texts = new ArrayList<>();
        int calls = 0;
        while (!over) {
            Found found = parser.next(bytes);
            if (found == Found.NOTHING) {
                break;
            } else if (found == Found.PING) {
                sink.pinged(parser.payload());
            } else if (found == Found.DATA) {
                calls += data(parser.payload(), texts);
            } else if (found != Found.PONG) {
                calls += tell(texts);
                end(found);
            }
        }
        return calls + tell(texts);
    }

    private int data(ByteBuffer piece, List<String> texts) {
        if (!sink.wantsMessages()) {
            return 0;
        }
        MessageAssembly message = half;
        if (message == null) {
            message = new MessageAssembly(maxMessage);
            message.begin(parser.isText());
        }
        Flaw flaw = message.add(piece, parser.left(), parser.ends());
        if (flaw != null) {
            half = null;
            int calls = tell(texts);
            sink.unfit(flaw);
            return calls;
        }
        half = parser.ends() ? null : message;
        if (!parser.ends()) {
            return 0;
        }
        if (message.isText()) {
            texts.add(message.takeText());
            return 0;
        }
        int calls = tell(texts);
        sink.binary(message.takeBinary());
        return calls + 1;
    }

    private int tell(List<String> texts) {
        if (texts.isEmpty()) {
            return 0;
        }
        sink.texts(List.copyOf(texts));
        texts.clear();
        return 1;
    }

    private void end(Found found) {
        over = true;
        if (found == Found.CLOSE) {
            sink.closeFrame(parser.payload());
        } else {
            sink.breach(String.valueOf(parser.breach()));
        }
    }
}
