package dev.postern.it.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server and refuses what would become a WebSocket; all else passes as it is. */
final class UpgradeRefusingProxy implements AutoCloseable {

    private static final byte[] REFUSAL =
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private UpgradeRefusingProxy(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    static UpgradeRefusingProxy start(int server) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        UpgradeRefusingProxy proxy = new UpgradeRefusingProxy(listener, server);
        daemon(proxy::accept);
        return proxy;
    }

    String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            open.add(upstream);
            byte[] first = firstBytes(client.getInputStream());
            String head = new String(first, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (head.contains("upgrade: websocket")) {
                client.getOutputStream().write(REFUSAL);
                return;
            }
            upstream.getOutputStream().write(first);
            daemon(() -> copy(client, upstream));
            upstream.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException over) {
            // One of the two has gone; the other goes with it.
        }
    }

    /** The first request's head, and what came with it. */
    private static byte[] firstBytes(InputStream in) throws IOException {
        byte[] bytes = new byte[16 << 10];
        int length = 0;
        while (!new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read <= 0) {
                break;
            }
            length += read;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // As above.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "upgrade-refusing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
