package dev.postern.gateway.server;

import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.http.Exchange;
import dev.postern.http.IpAddresses;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who a client is, and how it came: what the connection says, and what trusted proxies in front say.
 *
 * <p>A client's own word counts for nothing. Where the peer is trusted, {@code X-Forwarded-*} is read,
 * and {@code Forwarded} (RFC 7239) only if there is no {@code X-Forwarded-For}: a proxy that sets one of
 * the two lets the other through as the client wrote it, and nearly all set the former.
 *
 * @param chain addresses from the client, or what it claims, to the peer: the last is certain
 * @param scheme {@code http} or {@code https}
 * @param host what the client asked for, or null
 */
public record ForwardedClient(
        List<String> chain, String scheme, @Nullable String host) {

    /** Longer than any honest path, the peer among them; what comes before is cut off. */
    private static final int MAX_HOPS = 20;

    private static final String UNKNOWN = "unknown";

    /** RFC 3986 §3.2.2 with a port, as far as it needs no escapes. */
    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9._~-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    public ForwardedClient {
        chain = List.copyOf(chain);
    }

    public static ForwardedClient of(Handshake handshake, TrustedNetworks trusted) {
        return of(handshake.headers(), handshake.remote(), handshake.secure(), trusted);
    }

    /** The address of whom to hold to account for a request; null if the connection has none. */
    public static @Nullable InetAddress addressOf(Exchange exchange, TrustedNetworks trusted) {
        InetAddress peer =
                exchange.remote() instanceof InetSocketAddress socket ? socket.getAddress() : null;
        if (peer == null || !trusted.contains(peer)) {
            return peer;
        }
        InetAddress client = IpAddresses.parse(
                of(exchange.headers(), exchange.remote(), exchange.secure(), trusted)
                        .address(trusted));
        return client == null ? peer : client;
    }

    /** The host that was asked for: what a trusted proxy hands on, else {@code Host}; null if malformed. */
    public static @Nullable String hostOf(Exchange exchange, TrustedNetworks trusted) {
        return of(exchange.headers(), exchange.remote(), exchange.secure(), trusted)
                .host();
    }

    private static ForwardedClient of(
            Headers headers, SocketAddress remote, boolean secure, TrustedNetworks trusted) {
        String scheme = secure ? "https" : "http";
        String host = checkedHost(headers.first("Host"), null);
        List<String> chain = new ArrayList<>();
        if (trusted.contains(remote)) {
            if (headers.first("X-Forwarded-For") != null || headers.first("Forwarded") == null) {
                nearest(headers.elements("X-Forwarded-For"))
                        .forEach(node -> chain.add(address(node)));
                scheme = checkedScheme(last(headers.elements("X-Forwarded-Proto")), scheme);
                host = checkedHost(last(headers.elements("X-Forwarded-Host")), host);
            } else {
                List<ForwardedElement> elements =
                        ForwardedElement.parse(nearest(ForwardedElement.texts(headers)));
                elements.forEach(element ->
                        chain.add(address(Objects.requireNonNullElse(element.forNode(), UNKNOWN))));
                if (!elements.isEmpty()) {
                    ForwardedElement last = elements.get(elements.size() - 1);
                    scheme = checkedScheme(last.proto(), scheme);
                    host = checkedHost(last.host(), host);
                }
            }
        }
        chain.add(address(remote));
        return new ForwardedClient(chain, scheme, host);
    }

    /** The last of them, cut before any is read: a client may claim as many as a head holds. */
    private static List<String> nearest(List<String> hops) {
        return hops.subList(Math.max(0, hops.size() - (MAX_HOPS - 1)), hops.size());
    }

    /** The nearest address that is not a trusted proxy's: whom to hold to account. */
    public String address(TrustedNetworks trusted) {
        for (int i = chain.size() - 1; i > 0; i--) {
            InetAddress hop = IpAddresses.parse(chain.get(i));
            if (hop == null || !trusted.contains(hop)) {
                return chain.get(i);
            }
        }
        return chain.get(0);
    }

    /** The value of {@code X-Forwarded-For}. */
    public String xForwardedFor() {
        return String.join(", ", chain);
    }

    /** The value of {@code Forwarded} (RFC 7239 §4): the nearest hop with scheme and host. */
    public String forwarded() {
        StringBuilder value = new StringBuilder(64);
        for (String node : chain) {
            value.append(value.isEmpty() ? "" : ", ").append("for=").append(node(node));
        }
        if (host != null) {
            value.append(";host=").append(quotedUnlessToken(host));
        }
        return value.append(";proto=").append(scheme).toString();
    }

    /** RFC 7239 §6: an IPv6 address stands in brackets, and so, for its colons, in quotes. */
    private static String node(String address) {
        return address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
    }

    private static String quotedUnlessToken(String checked) {
        return checked.indexOf(':') >= 0 ? '"' + checked + '"' : checked;
    }

    private static String address(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return UNKNOWN;
        }
        return plain(socket.getAddress());
    }

    /** A node as other proxies write it: with or without brackets, port, quotes. */
    private static String address(String node) {
        String text = node;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        InetAddress parsed = IpAddresses.parse(text);
        return parsed == null ? UNKNOWN : plain(parsed);
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static @Nullable String last(List<String> elements) {
        return elements.isEmpty() ? null : elements.get(elements.size() - 1);
    }

    private static String checkedScheme(@Nullable String scheme, String otherwise) {
        if (scheme == null) {
            return otherwise;
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> otherwise;
        };
    }

    private static @Nullable String checkedHost(@Nullable String host, @Nullable String otherwise) {
        return host != null && HOST.matcher(host).matches() ? host : otherwise;
    }
}
