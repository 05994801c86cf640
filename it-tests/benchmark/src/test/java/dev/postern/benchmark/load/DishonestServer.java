package dev.postern.benchmark.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Echoes one session, by WebSocket or by xhr-streaming, and errs once. */
final class DishonestServer implements AutoCloseable {

    /** How it errs. */
    enum Fault {
        NONE,
        WRONG,
        ANOTHER_SENDER,
        MISSING,
        DUPLICATED,
        REORDERED
    }

    private static final int ERRS_AT = 40;
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Fault fault;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket webSockets;
    private final HttpServer http;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> held = new ArrayList<>();
    private int seen;
    private OutputStream stream = OutputStream.nullOutputStream();

    DishonestServer(Fault fault) throws IOException {
        this.fault = fault;
        webSockets = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
        threads.execute(this::serveWebSocket);
    }

    int port(Order.Protocol protocol) {
        return protocol == Order.Protocol.WEBSOCKET
                ? webSockets.getLocalPort()
                : http.getAddress().getPort();
    }

    /** What is answered to one batch, as frames. */
    private synchronized String echoes(String batch) {
        List<String> messages = new ArrayList<>();
        QUOTED.matcher(batch)
                .results()
                .forEach(quoted -> messages.addAll(echoes(++seen == ERRS_AT, quoted.group(1))));
        return messages.isEmpty() ? "" : "a[\"" + String.join("\",\"", messages) + "\"]";
    }

    private List<String> echoes(boolean errs, String message) {
        List<String> now = new ArrayList<>(errs ? wrongly(message) : List.of(message));
        if (!errs) {
            now.addAll(held);
            held.clear();
        }
        return now;
    }

    private List<String> wrongly(String message) {
        return switch (fault) {
            case NONE -> List.of(message);
            case WRONG -> List.of(message.substring(0, message.length() - 1) + '!');
            case ANOTHER_SENDER -> List.of('f' + message.substring(1));
            case MISSING -> List.of();
            case DUPLICATED -> List.of(message, message);
            case REORDERED -> {
                held.add(message);
                yield List.of();
            }
        };
    }

    private void serveWebSocket() {
        try (Socket socket = webSockets.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            out.write(
                    "HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(out, "o");
            while (true) {
                in.readUnsignedByte();
                int length = in.readUnsignedByte() & 0x7f;
                byte[] mask = in.readNBytes(4);
                byte[] text = in.readNBytes(length);
                for (int i = 0; i < length; i++) {
                    text[i] ^= mask[i % 4];
                }
                frame(out, echoes(new String(text, StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            // Its client has gone, or the test is over.
            held.clear();
        }
    }

    private static void frame(OutputStream out, String text) throws IOException {
        if (!text.isEmpty()) {
            byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
            byte[] frame = new byte[4 + payload.length];
            frame[0] = (byte) 0x81;
            frame[1] = 126;
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
            System.arraycopy(payload, 0, frame, 4, payload.length);
            out.write(frame);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/xhr_streaming")) {
            exchange.sendResponseHeaders(200, 0);
            synchronized (this) {
                stream = exchange.getResponseBody();
                line("hhhh");
                line("o");
            }
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        String batch =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        synchronized (this) {
            line(echoes(batch));
        }
    }

    private void line(String frame) {
        if (!frame.isEmpty()) {
            try {
                stream.write((frame + '\n').getBytes(StandardCharsets.US_ASCII));
                stream.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        webSockets.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
