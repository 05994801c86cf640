package dev.postern.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.async.ByteBufferFeeder;

import dev.postern.protocol.MalformedBatchException.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Decodes what a client sends: a JSON array of strings (SockJS protocol, "Framing accepted by the
 * server"), as a stream, so that a batch may be of any size while no message may. What comes out does
 * not depend on how the batch was cut into pieces; messages before an error can be taken after it.
 *
 * <p>Holds the messages not yet taken and at most twice {@code maxMessageBytes} of the next.
 *
 * <p>Confined to its caller.
 */
public final class MessageDecoder {

    /** Jackson would skip a byte order mark, which JSON text must not have (RFC 8259 §8.1). */
    private static final int FIRST_OF_BYTE_ORDER_MARK = 0xEF;

    private final Utf8Validator utf8 = new Utf8Validator();
    private final BatchReader batch;
    private final JsonParser parser;
    private final ByteBufferFeeder feeder;
    private boolean begun;
    private boolean ended;
    private @Nullable Kind failure;

    /**
     * A decoder of one batch.
     *
     * @param maxMessageBytes largest message, in bytes of UTF-8 once decoded
     * @param acceptSingle whether a bare JSON string is a batch of one (WebSocket)
     */
    public MessageDecoder(int maxMessageBytes, boolean acceptSingle) {
        batch = new BatchReader(maxMessageBytes, acceptSingle);
        try {
            parser =
                    JsonFactories.forStringsOf(maxMessageBytes).createNonBlockingByteBufferParser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        feeder = (ByteBufferFeeder) parser.getNonBlockingInputFeeder();
    }

    /**
     * Decodes the next piece and uses it up. After an exception every further call throws the same.
     *
     * @throws IllegalStateException after {@link #end()}
     */
    public void feed(ByteBuffer chunk) throws MalformedBatchException {
        requireOngoing();
        if (!chunk.hasRemaining()) {
            return;
        }
        if (!begun && (chunk.get(chunk.position()) & 0xFF) == FIRST_OF_BYTE_ORDER_MARK) {
            throw failed(Kind.BROKEN_JSON);
        }
        begun = true;
        int valid = utf8.feed(chunk);
        boolean broken = valid < chunk.remaining();
        ByteBuffer text = chunk.slice(chunk.position(), valid);
        chunk.position(chunk.limit());
        try {
            if (text.hasRemaining()) {
                feeder.feedInput(text);
                batch.read(parser);
            }
        } catch (MalformedBatchException e) {
            throw failed(e.kind());
        } catch (IOException e) {
            throw failed(Kind.BROKEN_JSON);
        }
        if (broken) {
            throw failed(Kind.INVALID_UTF8);
        }
    }

    /** The messages complete so far and not yet taken, in order; the list is the caller's. */
    public List<String> take() {
        return batch.take();
    }

    /**
     * The input is complete: checks that the batch is. Messages may still be taken.
     *
     * @throws IllegalStateException when called again
     */
    public void end() throws MalformedBatchException {
        requireOngoing();
        ended = true;
        if (!utf8.isComplete()) {
            throw failed(Kind.INVALID_UTF8);
        }
        feeder.endOfInput();
        try {
            batch.read(parser);
            batch.end();
        } catch (MalformedBatchException e) {
            throw failed(e.kind());
        }
        close(parser);
    }

    /**
     * Decodes a batch that is whole: a text message of a WebSocket. A bare JSON string is a batch of
     * one; an empty text holds no message (SockJS protocol, {@code test_empty_frame}).
     */
    public static List<String> decodeText(String text, int maxMessageBytes)
            throws MalformedBatchException {
        if (text.isEmpty()) {
            return List.of();
        }
        if (isOnePlainString(text)) {
            String message = text.substring(2, text.length() - 2);
            BatchReader.requireSize(message, maxMessageBytes);
            return List.of(message);
        }
        BatchReader batch = new BatchReader(maxMessageBytes, true);
        JsonFactory factory = JsonFactories.forStringsOf(maxMessageBytes);
        try (JsonParser parser = factory.createParser(text)) {
            batch.read(parser);
        } catch (IOException e) {
            throw new MalformedBatchException(Kind.BROKEN_JSON);
        }
        batch.end();
        return batch.take();
    }

    /** Whether {@code text} is {@code ["…"]} with nothing inside to decode: what sockjs-client mostly sends. */
    private static boolean isOnePlainString(String text) {
        int end = text.length() - 2;
        if (end < 2 || !text.startsWith("[\"") || !text.endsWith("\"]")) {
            return false;
        }
        for (int i = 2; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void requireOngoing() throws MalformedBatchException {
        if (failure != null) {
            throw new MalformedBatchException(failure);
        }
        if (ended) {
            throw new IllegalStateException("the batch has ended");
        }
    }

    private MalformedBatchException failed(Kind kind) {
        failure = kind;
        close(parser);
        return new MalformedBatchException(kind);
    }

    /** Gives the parser's buffers back to Jackson's pool. */
    private static void close(JsonParser parser) {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a parser that reads no stream cannot fail to close", e);
        }
    }
}
