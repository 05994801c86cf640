package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;

import java.io.IOException;

/**
 * A streaming response whose head and prelude have been read; a frame is a chunk.
 *
 * @param prelude what came before the first frame
 */
record StreamingResponse(RawHttp http, Response head, String prelude) implements AutoCloseable {

    static StreamingResponse xhr(Service session, String... fields) throws IOException {
        return read(session.ask("POST", "/xhr_streaming", fields));
    }

    static StreamingResponse eventSource(Service session, String... fields) throws IOException {
        return read(session.ask("GET", "/eventsource", fields));
    }

    static StreamingResponse htmlFile(Service session, String query, String... fields)
            throws IOException {
        return read(session.ask("GET", "/htmlfile" + query, fields));
    }

    private static StreamingResponse read(RawHttp http) throws IOException {
        Response head = http.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Transfer-Encoding")).isEqualTo("chunked");
        return new StreamingResponse(http, head, http.readChunk());
    }

    String next() throws IOException {
        return http.readChunk();
    }

    /** The last chunk and nothing before it. */
    void verifyFinished() throws IOException {
        assertThat(next()).as("a frame after the last one").isEmpty();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
