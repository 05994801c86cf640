package dev.postern.protocol;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What came of decoding some bytes: the messages, and what ended it, null where all was well. */
record Decoding(List<String> messages, MalformedBatchException.@Nullable Kind failure) {

    /** Feeds {@code bytes} in pieces of {@code pieceSize}. */
    static Decoding of(byte[] bytes, int pieceSize, int maxMessageBytes, boolean acceptSingle) {
        MessageDecoder decoder = new MessageDecoder(maxMessageBytes, acceptSingle);
        List<String> messages = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += pieceSize) {
                int size = Math.min(pieceSize, bytes.length - at);
                decoder.feed(ByteBuffer.wrap(bytes, at, size));
                messages.addAll(decoder.take());
            }
            decoder.end();
            messages.addAll(decoder.take());
            return new Decoding(messages, null);
        } catch (MalformedBatchException e) {
            messages.addAll(decoder.take());
            return new Decoding(messages, e.kind());
        }
    }
}
