package dev.postern.benchmark.load;

/** One session as its client sees it, by one transport. */
interface Carrier {

    /** Begins to open; {@link Listener#opened} follows. */
    void open();

    /** Sends {@code count} messages of {@code sender}, numbered from {@code first} on. */
    void send(int sender, int first, int count);

    /** From now on nothing is read: the client of a slow network. */
    void stall();

    /** Ends it without a word; nothing is heard of it afterwards. */
    void close();

    /** Hears what arrives, on the loop's thread. */
    interface Listener {

        void opened();

        /** A message of the agreed length is at {@code at}; the bytes are valid during the call only. */
        void message(byte[] bytes, int at);

        /** What could be read at once has been read. */
        void batchEnd();

        void failed(String why);
    }
}
