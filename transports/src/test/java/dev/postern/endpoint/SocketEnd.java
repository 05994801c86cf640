package dev.postern.endpoint;

import java.nio.ByteBuffer;

/** The client's end of a WebSocket; it answers pings, and a Close frame only when told to. */
interface SocketEnd {

    /** What the client got: a text, bytes, or the Close frame. */
    record Sent(String text, ByteBuffer bytes, int closeCode, String closeReason) {

        static Sent text(String text) {
            return new Sent(text, null, 0, "");
        }

        static Sent bytes(ByteBuffer bytes) {
            return new Sent(null, bytes, 0, "");
        }

        static Sent close(int code, String reason) {
            return new Sent(null, null, code, reason);
        }
    }

    /** The next that came, or null. */
    Sent next();

    /** The client sends a text. */
    void receive(String text);

    /** The client sends bytes. */
    void receive(ByteBuffer data);

    /** The client sends a Close frame, or answers one. */
    void receiveClose(int code, String reason);

    /** The client cuts the connection. */
    void cut();

    /** Whether the server has cut it. */
    boolean isCut();

    /** How many pings came. */
    int pings();
}
