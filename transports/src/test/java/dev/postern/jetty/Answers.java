package dev.postern.jetty;

import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Short ways for tests to answer an exchange. */
final class Answers {

    static final HeaderField PLAIN =
            HeaderField.constant("Content-Type", "text/plain; charset=UTF-8");

    private Answers() {}

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static void ok(Exchange exchange, String text) {
        exchange.respond(new ResponseHead(200, PLAIN), utf8(text), Completion.IGNORED);
    }

    /** A Completion to wait for. */
    static final class Outcome extends CompletableFuture<Void> implements Completion {
        @Override
        public void succeeded() {
            complete(null);
        }

        @Override
        public void failed(Throwable cause) {
            completeExceptionally(cause);
        }
    }

    /** Gathers a body; the future tells how it ended, after {@code then} has run with a whole one. */
    static class Gathering extends CompletableFuture<byte[]> implements BodyReader {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Consumer<byte[]> then;

        Gathering(Consumer<byte[]> then) {
            this.then = then;
        }

        @Override
        public boolean onChunk(ByteBuffer chunk) {
            byte[] more = new byte[chunk.remaining()];
            chunk.get(more);
            bytes.writeBytes(more);
            return true;
        }

        @Override
        public void onEnd() {
            then.accept(bytes.toByteArray());
            complete(bytes.toByteArray());
        }

        @Override
        public void onFailure(Throwable cause) {
            completeExceptionally(cause);
        }
    }
}
