package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Reads IP addresses and nothing but: what a client says is never looked up as a name. */
public final class IpAddresses {

    private static final Pattern OCTETS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6_CHARS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private IpAddresses() {}

    /** The address that {@code text} writes out, without brackets, port or zone; or null. */
    public static @Nullable InetAddress parse(String text) {
        if (text.length() > 45
                || !(OCTETS.matcher(text).matches() || IPV6_CHARS.matcher(text).matches())) {
            return null;
        }
        try {
            // A literal in brackets that is not IPv6 fails at once; no name gets here.
            return InetAddress.getByName(text.indexOf(':') >= 0 ? "[" + text + "]" : text);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
