package dev.postern.endpoint;

import java.util.List;

/** What one request brought its client so far: a response, or the socket it became. */
interface Reply {

    /** The HTTP status, 0 while there is none. */
    int status();

    /** The body so far. */
    String text();

    List<String> responseHeader(String name);

    /** The size of each piece the body came in. */
    List<Integer> pieceSizes();

    /** Whether the response has ended, well or by a cut. */
    boolean isComplete();

    /** Whether the server cut it. */
    boolean isAborted();

    /** The WebSocket, or null as long as, or because, it is none. */
    SocketEnd channel();

    /** The client does not read on until {@link #goOn()}. */
    void stall();

    void goOn();

    /** The client cuts the connection. */
    void leave();
}
