package dev.postern.endpoint;

/** A client of one transport, as far as all transports are alike. */
interface TransportClient {

    /**
     * The next thing the client hears; it asks anew where its transport ends a response after each
     * frame. {@link Heard#NOTHING} where there is nothing to hear.
     */
    Heard hear();

    /**
     * Sends messages as one batch, where the transport has batches.
     *
     * @return the HTTP status, 0 while there is none; 204 for a socket
     */
    int send(String... messages);

    /** Sends what may be no batch at all; as {@link #send}. */
    int sendRaw(String payload);

    /** What became of the latest that was sent; as {@link #send}. */
    int sent();

    /** From now on does not read what it is sent. */
    void stopReading();

    void readOn();

    /** Cuts the connection on which it hears; one that polls asks first, to have one. */
    void leave();

    /** Whether the server has cut the connection on which this client hears. */
    boolean isCut();
}
