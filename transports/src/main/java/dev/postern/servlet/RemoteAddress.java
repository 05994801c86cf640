package dev.postern.servlet;

import dev.postern.http.IpAddresses;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Whom a request wrapper takes for the client, as an address. A name is never looked up. */
final class RemoteAddress {

    private RemoteAddress() {}

    /** The address that {@code host} writes out, in brackets or not; else that host, unresolved. */
    static InetSocketAddress of(String host, int port) {
        InetAddress address = IpAddresses.parse(withoutZone(withoutBrackets(host)));
        return address == null
                ? InetSocketAddress.createUnresolved(host, port)
                : new InetSocketAddress(address, port);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** Another machine's zone (RFC 4007 §11) means nothing here. */
    private static String withoutZone(String address) {
        int zone = address.indexOf(':') < 0 ? -1 : address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
