package dev.postern.benchmark.load;

/** Takes the frames out of the lines of an HTTP transport's answer. */
final class FrameLines {

    private static final byte[] NOTHING = {};

    private final HttpStyle.Wrapping wrapping;
    private final SockJsFrames frames;
    private final Carrier.Listener listener;
    private byte[] scratch = NOTHING;
    private boolean begun;

    FrameLines(HttpStyle.Wrapping wrapping, SockJsFrames frames, Carrier.Listener listener) {
        this.wrapping = wrapping;
        this.frames = frames;
        this.listener = listener;
    }

    /** A new answer begins. */
    void begin() {
        begun = false;
    }

    /** One line, without its line feed. */
    void line(byte[] bytes, int from, int to) {
        switch (wrapping) {
            case BARE -> frames.frame(bytes, from, to);
            case DATA -> data(bytes, from, withoutReturn(bytes, from, to));
            case SCRIPT -> script(bytes, from, withoutReturn(bytes, from, to));
            case CALL -> call(bytes, from, withoutReturn(bytes, from, to), "/**/f(\"");
        }
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    private void data(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        if (Bytes.startsWith(bytes, from, to, "data: ")) {
            frames.frame(bytes, from + 6, to);
        } else {
            unexpected(bytes, from, to);
        }
    }

    /** What comes before the first frame is the page that runs the scripts. */
    private void script(byte[] bytes, int from, int to) {
        if (Bytes.startsWith(bytes, from, to, "p(\"")) {
            begun = true;
            call(bytes, from, to, "p(\"");
        } else if (begun && !isTag(bytes, from, to)) {
            unexpected(bytes, from, to);
        }
    }

    private static boolean isTag(byte[] bytes, int from, int to) {
        return Bytes.startsWith(bytes, from, to, "<script>")
                || Bytes.startsWith(bytes, from, to, "</script>");
    }

    private void call(byte[] bytes, int from, int to, String head) {
        int start = from + head.length();
        int end = to - 3;
        if (end < start
                || !Bytes.startsWith(bytes, from, to, head)
                || !Bytes.startsWith(bytes, end, to, "\");")) {
            unexpected(bytes, from, to);
            return;
        }
        if (scratch.length < end - start) {
            scratch = new byte[2 * (end - start)];
        }
        int length = 0;
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\\') {
                at++;
            }
            scratch[length++] = bytes[at];
        }
        frames.frame(scratch, 0, length);
    }

    private void unexpected(byte[] bytes, int from, int to) {
        listener.failed("unexpected line " + SockJsFrames.shown(bytes, from, to));
    }
}
