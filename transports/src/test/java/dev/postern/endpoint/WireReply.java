package dev.postern.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A request on a connection of its own, and what came on it (RFC 9112). */
final class WireReply implements Reply {

    private final WireDriver driver;
    private final Wire wire;
    private WireSocket socket;
    private int status;
    private String head = "";
    private byte[] body = {};
    private List<Integer> pieceSizes = List.of();
    private boolean whole;

    WireReply(WireDriver driver, Wire wire, Asked request) {
        this.driver = driver;
        this.wire = wire;
        byte[] sent = request.body().getBytes(UTF_8);
        StringBuilder lines = new StringBuilder();
        lines.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
        lines.append("Host: localhost\r\n");
        for (int i = 0; i < request.headers().size(); i += 2) {
            lines.append(request.headers().get(i)).append(": ");
            lines.append(request.headers().get(i + 1)).append("\r\n");
        }
        if (request.method().equals("POST")) {
            lines.append("Content-Length: ").append(sent.length).append("\r\n");
        }
        wire.send(lines.append("\r\n").toString().getBytes(UTF_8));
        wire.send(sent);
    }

    private void look() {
        driver.settle();
        byte[] came = wire.came();
        int headEnd = new String(came, ISO_8859_1).indexOf("\r\n\r\n");
        if (headEnd < 0 || whole || socket != null) {
            return;
        }
        head = new String(came, 0, headEnd + 2, UTF_8);
        status = Integer.parseInt(head.split(" ", 3)[1]);
        int start = headEnd + 4;
        if (status == 101) {
            socket = new WireSocket(driver, wire, start);
        } else if (responseHeader("Transfer-Encoding").contains("chunked")) {
            takeChunks(came, start);
        } else {
            List<String> length = responseHeader("Content-Length");
            int size = length.isEmpty() ? 0 : Integer.parseInt(length.get(0));
            body = Arrays.copyOfRange(came, start, Math.min(came.length, start + size));
            pieceSizes = List.of(body.length);
            whole = body.length == size;
        }
    }

    private void takeChunks(byte[] came, int start) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<Integer> sizes = new ArrayList<>();
        int at = start;
        while (true) {
            int lineEnd = at;
            while (lineEnd < came.length && came[lineEnd] != '\r') {
                lineEnd++;
            }
            if (lineEnd + 2 > came.length) {
                break;
            }
            int size = Integer.parseInt(new String(came, at, lineEnd - at, ISO_8859_1), 16);
            int dataStart = lineEnd + 2;
            if (dataStart + size + 2 > came.length) {
                break;
            }
            if (size == 0) {
                whole = true;
                break;
            }
            data.write(came, dataStart, size);
            sizes.add(size);
            at = dataStart + size + 2;
        }
        body = data.toByteArray();
        pieceSizes = sizes;
    }

    @Override
    public int status() {
        look();
        return status;
    }

    @Override
    public String text() {
        look();
        return new String(body, UTF_8);
    }

    @Override
    public List<String> responseHeader(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    @Override
    public List<Integer> pieceSizes() {
        look();
        return pieceSizes;
    }

    @Override
    public boolean isComplete() {
        look();
        return whole || socket != null || wire.isEnded();
    }

    /** Reads on, if it has stalled: what has come before the cut hides it. */
    @Override
    public boolean isAborted() {
        look();
        if (!whole && socket == null) {
            goOn();
        }
        return !whole && socket == null && wire.isEnded();
    }

    @Override
    public SocketEnd channel() {
        look();
        return socket;
    }

    @Override
    public void stall() {
        wire.reads(false);
    }

    @Override
    public void goOn() {
        wire.reads(true);
        driver.settle();
    }

    @Override
    public void leave() {
        wire.close();
        driver.settle();
    }
}
