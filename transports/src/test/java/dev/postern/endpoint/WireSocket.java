package dev.postern.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.testing.RawWebSocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A WebSocket on a connection (RFC 6455). */
final class WireSocket implements SocketEnd {

    private static final int FIN = 0x80;

    private final WireDriver driver;
    private final Wire wire;
    private final Deque<Sent> inbox = new ArrayDeque<>();
    private int taken;
    private int pings;

    /** @param start where among what came on the wire the first frame begins */
    WireSocket(WireDriver driver, Wire wire, int start) {
        this.driver = driver;
        this.wire = wire;
        taken = start;
    }

    private void look() {
        driver.settle();
        byte[] came = wire.came();
        for (int end = frame(came); end > 0; end = frame(came)) {
            taken = end;
        }
    }

    /** Takes the frame at {@code taken}; where it ends, or 0 while it is not whole. */
    private int frame(byte[] came) {
        ByteBuffer rest = ByteBuffer.wrap(came, taken, came.length - taken);
        if (rest.remaining() < 2) {
            return 0;
        }
        int first = rest.get() & 0xFF;
        int length = rest.get();
        if (length == 126 && rest.remaining() >= 2) {
            length = rest.getShort() & 0xFFFF;
        } else if (length == 127 && rest.remaining() >= 8) {
            length = Math.toIntExact(rest.getLong());
        } else if (length >= 126) {
            return 0;
        }
        if (rest.remaining() < length) {
            return 0;
        }
        byte[] payload = Arrays.copyOfRange(came, rest.position(), rest.position() + length);
        take(first, payload);
        return rest.position() + length;
    }

    private void take(int first, byte[] payload) {
        switch (first) {
            case FIN | RawWebSocket.TEXT -> inbox.add(Sent.text(new String(payload, UTF_8)));
            case FIN | RawWebSocket.BINARY -> inbox.add(Sent.bytes(ByteBuffer.wrap(payload)));
            case FIN | RawWebSocket.PING -> {
                pings++;
                send(RawWebSocket.PONG, payload);
            }
            case FIN | RawWebSocket.CLOSE -> {
                ByteBuffer close = ByteBuffer.wrap(payload);
                int code = payload.length < 2 ? 1005 : close.getShort() & 0xFFFF;
                inbox.add(Sent.close(code, UTF_8.decode(close).toString()));
            }
            default -> throw new AssertionError("an odd frame: " + first);
        }
    }

    private void send(int opcode, byte[] payload) {
        wire.send(RawWebSocket.frame(FIN | opcode, payload));
    }

    @Override
    public Sent next() {
        look();
        return inbox.poll();
    }

    @Override
    public void receive(String text) {
        send(RawWebSocket.TEXT, text.getBytes(UTF_8));
        driver.settle();
    }

    @Override
    public void receive(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        send(RawWebSocket.BINARY, bytes);
        driver.settle();
    }

    @Override
    public void receiveClose(int code, String reason) {
        byte[] utf8 = reason.getBytes(UTF_8);
        ByteBuffer close = ByteBuffer.allocate(2 + utf8.length);
        close.putShort((short) code).put(utf8);
        send(RawWebSocket.CLOSE, close.array());
        driver.settle();
    }

    @Override
    public void cut() {
        wire.close();
        driver.settle();
    }

    @Override
    public boolean isCut() {
        look();
        return wire.isEnded();
    }

    @Override
    public int pings() {
        look();
        driver.settle();
        return pings;
    }
}
