package dev.postern.it.support;

import java.io.IOException;
import java.util.List;

/**
 * Where a {@link SockJsClient} goes, and how.
 *
 * @param port of the gateway, or of a proxy before it
 * @param key told the upstream as {@code ?k=…}, so that a test finds the other end
 * @param headers lines added to each request
 * @param keepAlive whether requests share connections, as a browser's do
 * @param narrow whether the socket takes little that is not read
 * @param way how its connections are made
 */
public record ClientTarget(
        int port,
        String prefix,
        String key,
        List<String> headers,
        boolean keepAlive,
        boolean narrow,
        Way way) {

    public static ClientTarget of(int port, String prefix, String key) {
        return new ClientTarget(port, prefix, key, List.of(), true, false, Way.DIRECT);
    }

    public ClientTarget withHeaders(String... lines) {
        return new ClientTarget(port, prefix, key, List.of(lines), keepAlive, narrow, way);
    }

    public ClientTarget withoutKeepAlive() {
        return new ClientTarget(port, prefix, key, headers, false, narrow, way);
    }

    public ClientTarget asNarrow() {
        return new ClientTarget(port, prefix, key, headers, keepAlive, true, way);
    }

    public ClientTarget by(Way other) {
        return new ClientTarget(port, prefix, key, headers, keepAlive, narrow, other);
    }

    HttpConnection connect() throws IOException {
        return HttpConnection.open(this);
    }
}
