package dev.postern.servlet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a request wrapper takes for the client, as an address. A name is never looked up. */
final class RemoteAddress {

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(%.*)?]?");

    private RemoteAddress() {}

    /** The address that {@code host} writes out, in brackets or not; else that host, unresolved. */
    static InetSocketAddress of(String host, int port) {
        String literal = literal(host);
        if (literal.isEmpty()) {
            return InetSocketAddress.createUnresolved(host, port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException notAnAddress) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }

    /** What {@link InetAddress#getByName} takes for an address or nothing; empty where it might ask DNS. */
    private static String literal(String host) {
        if (host.length() > 64) {
            return "";
        }
        if (IPV4.matcher(host).matches()) {
            return host;
        }
        Matcher ipv6 = IPV6.matcher(host);
        // In brackets what is not IPv6 fails at once. Another machine's zone means nothing here.
        return ipv6.matches() ? '[' + ipv6.group(1) + ']' : "";
    }
}
