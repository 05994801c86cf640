package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Reads IP addresses and nothing but: what a client says is never looked up as a name. The JDK's own
 * reader asks the resolver for what is nearly an address, {@code 999.1.1.1}, on whatever thread it is.
 */
public final class IpAddresses {

    /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
    private static final int LONGEST = 45;

    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;

    private IpAddresses() {}

    /** The address that {@code text} writes out, without brackets, port or zone; or null. */
    public static @Nullable InetAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        byte[] bytes = text.indexOf(':') < 0 ? v4(text) : v6(text);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    /** Four decimal octets (RFC 3986 §3.2.2); one that begins with 0 is octal to some, so it is none. */
    private static byte @Nullable [] v4(String text) {
        byte[] address = new byte[V4_LENGTH];
        String[] octets = text.split("\\.", -1);
        if (octets.length != V4_LENGTH) {
            return null;
        }
        for (int i = 0; i < V4_LENGTH; i++) {
            int octet = number(octets[i], 3, 10);
            if (octet < 0
                    || octet > 255
                    || (octets[i].length() > 1 && octets[i].charAt(0) == '0')) {
                return null;
            }
            address[i] = (byte) octet;
        }
        return address;
    }

    /** Groups of hexadecimals, where {@code ::} stands once for groups of zeros (RFC 4291 §2.2). */
    private static byte @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] whole = groups(text, true);
            return whole != null && whole.length == V6_LENGTH ? whole : null;
        }
        byte[] head = groups(text.substring(0, gap), false);
        byte[] tail = groups(text.substring(gap + 2), true);
        if (head == null || tail == null || head.length + tail.length > V6_LENGTH - 2) {
            return null;
        }
        byte[] address = new byte[V6_LENGTH];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, V6_LENGTH - tail.length, tail.length);
        return address;
    }

    /** @param last whether an IPv4 address may stand in place of the last two groups */
    private static byte @Nullable [] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        String end = groups[groups.length - 1];
        byte[] v4 = last && end.indexOf('.') >= 0 ? v4(end) : null;
        int hex = v4 == null ? groups.length : groups.length - 1;
        byte[] address = new byte[2 * hex + (v4 == null ? 0 : V4_LENGTH)];
        for (int i = 0; i < hex; i++) {
            int group = number(groups[i], 4, 16);
            if (group < 0) {
                return null;
            }
            address[2 * i] = (byte) (group >> 8);
            address[2 * i + 1] = (byte) group;
        }
        if (v4 != null) {
            System.arraycopy(v4, 0, address, 2 * hex, V4_LENGTH);
        }
        return address;
    }

    /** The number that ASCII digits write, or -1. */
    private static int number(String digits, int most, int radix) {
        if (digits.isEmpty() || digits.length() > most) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
