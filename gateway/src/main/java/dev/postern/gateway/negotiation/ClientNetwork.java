package dev.postern.gateway.negotiation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The part of the Internet that is taken to share one way to the gateway: an IPv4 address, or an IPv6 /64,
 * which is what one site is given at least (RFC 6177).
 *
 * @param bits the IPv4 address, or the upper half of the IPv6 address
 */
record ClientNetwork(boolean v6, long bits) {

    static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new ClientNetwork(false, Integer.toUnsignedLong(bytes.getInt()))
                : new ClientNetwork(true, bytes.getLong());
    }

    /** In CIDR notation. */
    @Override
    public String toString() {
        ByteBuffer bytes = v6
                ? ByteBuffer.allocate(16).putLong(bits)
                : ByteBuffer.allocate(4).putInt((int) bits);
        try {
            return InetAddress.getByAddress(bytes.array()).getHostAddress() + (v6 ? "/64" : "/32");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }
}
