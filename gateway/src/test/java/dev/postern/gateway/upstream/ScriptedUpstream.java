package dev.postern.gateway.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server on loopback that does with each connection what a script says: right or wrong. */
public final class ScriptedUpstream implements AutoCloseable {

    public interface Script {
        void play(Peer peer) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();

    /** Connections whose end this side has seen. */
    public final AtomicInteger ended = new AtomicInteger();

    public ScriptedUpstream(Script script) throws IOException {
        Thread acceptor = new Thread(() -> accept(script), "scripted-upstream");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Script script) {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> play(script, socket), "scripted-peer");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void play(Script script, Socket socket) {
        try (socket) {
            script.play(new Peer(socket, this));
        } catch (IOException over) {
            // Scripts that wait for the end get here.
        }
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/ws");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** A frame as the wire has it, unmasked. */
    public static final class WireFrame {

        private final int opCode;
        private final boolean fin;
        private final byte[] payload;

        WireFrame(int opCode, boolean fin, byte[] payload) {
            this.opCode = opCode;
            this.fin = fin;
            this.payload = payload;
        }

        public int opCode() {
            return opCode;
        }

        boolean fin() {
            return fin;
        }

        public byte[] payload() {
            return payload;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** One connection, seen from the server. */
    public static final class Peer {

        private final ScriptedUpstream upstream;
        private final DataInputStream in;
        private final OutputStream out;
        List<String> head = List.of();

        Peer(Socket socket, ScriptedUpstream upstream) throws IOException {
            this.upstream = upstream;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = socket.getOutputStream();
        }

        /** Reads the request's head; its first line is the request line. */
        public List<String> readHead() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                bytes.write(in.readByte());
            }
            head = List.of(bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n"));
            return head;
        }

        List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }

        public void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Reads the request and answers 101, with more header lines. */
        public Peer upgrade(String... lines) throws IOException {
            readHead();
            write(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: "
                            + accept(all("Sec-WebSocket-Key").get(0)) + "\r\n"
                            + String.join(
                                    "",
                                    List.of(lines).stream()
                                            .map(line -> line + "\r\n")
                                            .toList())
                            + "\r\n");
            return this;
        }

        public void send(int opCode, boolean fin, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write((fin ? 0x80 : 0) | opCode);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length < 65_536) {
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            } else {
                frame.write(127);
                frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
            out.flush();
        }

        void text(String text) throws IOException {
            send(1, true, text.getBytes(StandardCharsets.UTF_8));
        }

        void close(int code, String reason) throws IOException {
            byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
            send(
                    8,
                    true,
                    ByteBuffer.allocate(2 + bytes.length)
                            .putShort((short) code)
                            .put(bytes)
                            .array());
        }

        /** Reads one frame; a client's are masked (RFC 6455 §5.1). */
        public WireFrame read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new IOException("a frame without a mask");
            }
            long length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new WireFrame(first & 0xf, (first & 0x80) != 0, payload);
        }

        /** Reads and forgets until the gateway ends the connection. */
        public void awaitEnd() throws IOException {
            try {
                while (in.read() >= 0) {
                    // On.
                }
            } catch (EOFException | java.net.SocketException over) {
                // A reset is an end too.
            }
            upstream.ended.incrementAndGet();
        }

        private static String accept(String key) {
            try {
                byte[] input = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                        .getBytes(StandardCharsets.US_ASCII);
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(input));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
