package dev.postern.gateway.config;

import dev.postern.http.IpAddresses;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3).
 *
 * @param base its first address
 * @param prefixLength how many leading bits its addresses share
 */
public record IpNetwork(InetAddress base, int prefixLength) {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address. */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw malformed(text);
        }
        int bits = address.getAddress().length * 8;
        if (slash < 0) {
            return new IpNetwork(address, bits);
        }
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
            throw malformed(text);
        }
        return new IpNetwork(address, Integer.parseInt(length));
    }

    private static ConfigException malformed(String text) {
        return new ConfigException("'" + text
                + "' is not a network; write it like 10.0.0.0/8, 192.168.1.7 or 2001:db8::/32.");
    }

    /** As {@link #parse} reads it. */
    public String cidr() {
        return base.getHostAddress() + '/' + prefixLength;
    }

    /** Whether {@code address} lies in this block. */
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
    }
}
