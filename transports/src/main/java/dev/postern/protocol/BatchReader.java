package dev.postern.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.postern.protocol.MalformedBatchException.Kind;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Picks messages out of a parser's tokens: a flat array of strings, or where allowed one string. */
final class BatchReader {

    private enum Place {
        BEFORE,
        INSIDE,
        AFTER
    }

    private final int maxMessageBytes;
    private final boolean acceptSingle;
    private Place place = Place.BEFORE;
    private List<String> messages = new ArrayList<>(1);

    BatchReader(int maxMessageBytes, boolean acceptSingle) {
        this.maxMessageBytes = maxMessageBytes;
        this.acceptSingle = acceptSingle;
    }

    /** Reads all that {@code parser} has now, which may be all there is. */
    void read(JsonParser parser) throws MalformedBatchException {
        try {
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                accept(token, parser);
            }
        } catch (StreamConstraintsException e) {
            throw new MalformedBatchException(Kind.TOO_BIG);
        } catch (IOException e) {
            throw new MalformedBatchException(Kind.BROKEN_JSON);
        }
    }

    /** To be called when there is no more: whether what was read is a whole batch. */
    void end() throws MalformedBatchException {
        if (place != Place.AFTER) {
            throw new MalformedBatchException(
                    place == Place.BEFORE ? Kind.EMPTY : Kind.BROKEN_JSON);
        }
    }

    List<String> take() {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<String> taken = messages;
        messages = new ArrayList<>(1);
        return taken;
    }

    private void accept(JsonToken token, JsonParser parser)
            throws IOException, MalformedBatchException {
        switch (place) {
            case BEFORE -> {
                if (token == JsonToken.START_ARRAY) {
                    place = Place.INSIDE;
                } else if (token == JsonToken.VALUE_STRING && acceptSingle) {
                    add(parser.getText());
                    place = Place.AFTER;
                } else {
                    throw new MalformedBatchException(Kind.NOT_STRINGS);
                }
            }
            case INSIDE -> {
                if (token == JsonToken.VALUE_STRING) {
                    add(parser.getText());
                } else if (token == JsonToken.END_ARRAY) {
                    place = Place.AFTER;
                } else {
                    throw new MalformedBatchException(Kind.NOT_STRINGS);
                }
            }
            case AFTER -> throw new MalformedBatchException(Kind.BROKEN_JSON);
        }
    }

    private void add(String message) throws MalformedBatchException {
        requireSize(message, maxMessageBytes);
        messages.add(message);
    }

    static void requireSize(String message, int maxBytes) throws MalformedBatchException {
        int length = message.length();
        if (length > maxBytes || (length * 3L > maxBytes && utf8Size(message) > maxBytes)) {
            throw new MalformedBatchException(Kind.TOO_BIG);
        }
    }

    /** A lone surrogate counts as the U+FFFD that stands for it in UTF-8. */
    private static long utf8Size(String text) {
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                size += 4;
                i++;
            } else {
                size += 3;
            }
        }
        return size;
    }
}
