package dev.postern.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A transport over HTTP as sockjs-client does it: one request waits for frames, at most one that
 * sends is under way, and what is to be sent meanwhile goes with the next.
 */
final class HttpCarrier implements Carrier {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int LENGTH_ROOM = 16;
    private static final byte[] NOTHING = {};

    private final Loop loop;
    private final Payload payload;
    private final Listener listener;
    private final HttpStyle style;
    private final FrameLines lines;
    private final HttpExchange receiving;
    private final HttpExchange sending;
    private final byte[] receive;
    private final byte[] sendHead;
    private byte[] partOfFrame = NOTHING;
    private boolean sendUnderWay;
    private boolean closed;
    private int sender;
    private int nextUnsent;
    private int unsent;

    /** @param path of the session, as in {@code /echo/000/abc} */
    HttpCarrier(
            Loop loop, int port, String path, HttpStyle style, Payload payload, Listener listener) {
        this.loop = loop;
        this.payload = payload;
        this.listener = listener;
        this.style = style;
        lines = new FrameLines(
                style.wrapping(), new SockJsFrames(payload.length(), listener), listener);
        receiving = new HttpExchange(loop, port, new Receiving());
        sending = new HttpExchange(loop, port, new Sending());
        receive = style.receive(port, path);
        sendHead = style.sendHead(port, path);
    }

    @Override
    public void open() {
        lines.begin();
        receiving.ask(receive, receive.length);
    }

    @Override
    public void send(int from, int first, int count) {
        sender = from;
        if (unsent == 0) {
            nextUnsent = first;
        }
        unsent += count;
        if (!sendUnderWay) {
            post();
        }
    }

    private void post() {
        int bodyLength = style.bodyLength(unsent, payload.length());
        byte[] out = loop.output(sendHead.length + LENGTH_ROOM + bodyLength);
        System.arraycopy(sendHead, 0, out, 0, sendHead.length);
        byte[] length = (bodyLength + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(length, 0, out, sendHead.length, length.length);
        int end = style.body(
                out, sendHead.length + length.length, payload, sender, nextUnsent, unsent);
        unsent = 0;
        sendUnderWay = true;
        sending.ask(out, end);
    }

    @Override
    public void stall() {
        receiving.stall();
    }

    @Override
    public void close() {
        closed = true;
        receiving.close();
        sending.close();
    }

    /** Frames end with a line feed; chunks may cut them anywhere. */
    private void cut(byte[] bytes, int from, int to) {
        int start = from;
        for (int at = from; at < to && !closed; at++) {
            if (bytes[at] == '\n') {
                if (partOfFrame.length == 0) {
                    lines.line(bytes, start, at);
                } else {
                    byte[] whole = joined(bytes, start, at);
                    partOfFrame = NOTHING;
                    lines.line(whole, 0, whole.length);
                }
                start = at + 1;
            }
        }
        if (start < to) {
            partOfFrame = joined(bytes, start, to);
        }
    }

    private byte[] joined(byte[] bytes, int from, int to) {
        byte[] whole = Arrays.copyOf(partOfFrame, partOfFrame.length + to - from);
        System.arraycopy(bytes, from, whole, partOfFrame.length, to - from);
        return whole;
    }

    private final class Receiving implements HttpExchange.Answer {

        @Override
        public void body(byte[] bytes, int from, int to) {
            cut(bytes, from, to);
        }

        @Override
        public void end(int status) {
            if (status != OK) {
                failed("status " + status);
            } else if (!closed) {
                open();
            }
        }

        @Override
        public void batchEnd() {
            if (!closed) {
                listener.batchEnd();
            }
        }

        @Override
        public void unanswered() {
            if (!closed) {
                open();
            }
        }

        @Override
        public void failed(String why) {
            if (!closed) {
                listener.failed("receiving: " + why);
            }
        }
    }

    private final class Sending implements HttpExchange.Answer {

        @Override
        public void body(byte[] bytes, int from, int to) {
            // "ok", or nothing.
        }

        @Override
        public void end(int status) {
            sendUnderWay = false;
            if (status != NO_CONTENT && status != OK) {
                failed("status " + status);
            } else if (unsent > 0 && !closed) {
                post();
            }
        }

        @Override
        public void batchEnd() {
            // Nothing is decided by an answer to xhr_send.
        }

        /** Whether the messages arrived is not known, and to send them twice would be wrong. */
        @Override
        public void unanswered() {
            failed("closed by the server");
        }

        @Override
        public void failed(String why) {
            if (!closed) {
                listener.failed("sending: " + why);
            }
        }
    }
}
