package dev.postern.it.support;

import java.io.IOException;
import java.util.List;

/** What carries a {@link SockJsClient}. */
interface Wire {

    /** Receives until the session ends or the connection is lost; runs on the client's receiving thread. */
    void receive() throws IOException;

    /** Sends one batch; returns when it is accepted, as far as the transport says so. One at a time. */
    void send(List<String> batch) throws IOException;

    /** Leaves as a page does that goes away. */
    void close();

    /** Ends every connection without a word, by a reset or in TCP's order. */
    void cut(boolean reset);
}
