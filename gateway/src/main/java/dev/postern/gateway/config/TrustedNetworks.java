package dev.postern.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** The proxies in front of the gateway, whose word on a client's address, scheme and host counts. */
public record TrustedNetworks(List<IpNetwork> networks) {

    /** Nobody is believed. */
    public static final TrustedNetworks NONE = new TrustedNetworks(List.of());

    public TrustedNetworks {
        networks = List.copyOf(networks);
    }

    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    public boolean contains(SocketAddress peer) {
        return peer instanceof InetSocketAddress socket
                && socket.getAddress() != null
                && contains(socket.getAddress());
    }
}
