package dev.postern.benchmark.load;

import java.nio.charset.StandardCharsets;

/** What the SockJS transports over HTTP differ in: how they ask, how they send, how a frame is wrapped. */
enum HttpStyle {
    XHR_STREAMING("POST", "/xhr_streaming", Wrapping.BARE, "/xhr_send", "[\"", "\",\"", "\"]"),
    XHR_POLLING("POST", "/xhr", Wrapping.BARE, "/xhr_send", "[\"", "\",\"", "\"]"),
    EVENTSOURCE("GET", "/eventsource", Wrapping.DATA, "/xhr_send", "[\"", "\",\"", "\"]"),
    HTMLFILE("GET", "/htmlfile?c=f", Wrapping.SCRIPT, "/xhr_send", "[\"", "\",\"", "\"]"),
    JSONP("GET", "/jsonp?c=f", Wrapping.CALL, "/jsonp_send", "d=%5B%22", "%22%2C%22", "%22%5D");

    /** How a frame is put in lines. */
    enum Wrapping {
        /** The line is the frame. */
        BARE,
        /** Server-sent events: {@code data: }, the frame, an empty line. */
        DATA,
        /** htmlfile: a line {@code p("…");} in a script of its own. */
        SCRIPT,
        /** jsonp: {@code f("…");} after an empty comment. */
        CALL
    }

    private final String method;
    private final String receiver;
    private final Wrapping wrapping;
    private final String sender;
    private final String first;
    private final String between;
    private final String last;

    HttpStyle(
            String method,
            String receiver,
            Wrapping wrapping,
            String sender,
            String first,
            String between,
            String last) {
        this.method = method;
        this.receiver = receiver;
        this.wrapping = wrapping;
        this.sender = sender;
        this.first = first;
        this.between = between;
        this.last = last;
    }

    Wrapping wrapping() {
        return wrapping;
    }

    /** The whole request for frames of the session at {@code path}. */
    byte[] receive(int port, String path) {
        String length = "POST".equals(method) ? "Content-Length: 0\r\n" : "";
        return ascii(head(method, port, path + receiver) + length + "\r\n");
    }

    /** The request that sends, up to the value of Content-Length. */
    byte[] sendHead(int port, String path) {
        String type = this == JSONP ? "application/x-www-form-urlencoded" : "text/plain";
        return ascii(head("POST", port, path + sender) + "Content-Type: " + type
                + "\r\nContent-Length: ");
    }

    private static String head(String method, int port, String path) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
    }

    /** How long the body with so many messages is. */
    int bodyLength(int messages, int messageLength) {
        return first.length()
                + messages * messageLength
                + (messages - 1) * between.length()
                + last.length();
    }

    /** Writes that body; answers where it ends. */
    int body(byte[] out, int from, Payload payload, int sentBy, int number, int messages) {
        int at = put(first, out, from);
        for (int i = 0; i < messages; i++) {
            at = i == 0 ? at : put(between, out, at);
            payload.write(out, at, sentBy, number + i);
            at += payload.length();
        }
        return put(last, out, at);
    }

    private static int put(String ascii, byte[] out, int at) {
        for (int i = 0; i < ascii.length(); i++) {
            out[at + i] = (byte) ascii.charAt(i);
        }
        return at + ascii.length();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
