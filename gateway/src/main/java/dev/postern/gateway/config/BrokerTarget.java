package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The broker that a route relays to: {@code stomp+tcp://host:61613[,host2:61613]}, or
 * {@code stomp+ssl://} for TLS.
 *
 * @param secure whether to speak TLS with it
 * @param addresses where it listens, at least one; all of them are the same to a client
 */
public record BrokerTarget(boolean secure, List<BrokerAddress> addresses) {

    public static final String TCP = "stomp+tcp";
    public static final String SSL = "stomp+ssl";

    public BrokerTarget {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new ConfigException("A broker needs an address, like broker:61613.");
        }
    }

    /** Reads what a route says, or answers null where it does not speak of a broker. */
    public static @Nullable BrokerTarget parse(String text) {
        int end = text.indexOf("://");
        String scheme = end < 0 ? "" : text.substring(0, end);
        if (!scheme.equals(TCP) && !scheme.equals(SSL)) {
            return null;
        }
        return new BrokerTarget(
                scheme.equals(SSL),
                Arrays.stream(text.substring(end + 3).split(",", -1))
                        .map(address -> BrokerAddress.parse(address.strip()))
                        .toList());
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return (secure ? SSL : TCP) + "://"
                + addresses.stream().map(BrokerAddress::toString).collect(Collectors.joining(","));
    }
}
