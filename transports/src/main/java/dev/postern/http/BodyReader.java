package dev.postern.http;

import java.nio.ByteBuffer;

/** Takes a request's body piece by piece. Calls come one at a time. */
public interface BodyReader {

    /**
     * The next bytes.
     *
     * @param chunk valid during the call only
     * @return whether to go on at once; after false the body rests until {@link Exchange#readOn()}
     */
    boolean onChunk(ByteBuffer chunk);

    /** The body is complete. */
    void onEnd();

    /** The body broke off, or lied about its length; nothing can be answered any more, or only an error. */
    void onFailure(Throwable cause);
}
