package dev.postern.it.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * How a client's connection reaches the port that it wants.
 *
 * @param tls whether it speaks TLS; any certificate will do
 * @param host the last number of the client's address, 127.0.0.{@code host}: Linux has them all
 * @param proxy the port of a forward proxy that it goes through, or 0
 */
public record Way(boolean tls, int host, int proxy) {

    public static final Way DIRECT = new Way(false, 1, 0);

    /** From another address than the gateway's, so that a test sees which of the two arrived. */
    public Way from(int other) {
        return new Way(tls, other, proxy);
    }

    public Way overTls() {
        return new Way(true, host, proxy);
    }

    public Way through(int proxyPort) {
        return new Way(tls, host, proxyPort);
    }

    boolean hasProxy() {
        return proxy != 0;
    }

    Socket connect(Socket socket, int port) throws IOException {
        socket.bind(new InetSocketAddress(loopback(host), 0));
        socket.connect(new InetSocketAddress(loopback(1), hasProxy() ? proxy : port));
        if (!tls) {
            return socket;
        }
        SSLSocket secure = (SSLSocket)
                trusting().getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secure.startHandshake();
        return secure;
    }

    private static InetAddress loopback(int host) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
    }

    private static SSLContext trusting() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The certificates here are made by the tests themselves. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // All are welcome.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // All are welcome.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
