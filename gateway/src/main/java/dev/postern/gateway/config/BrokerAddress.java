package dev.postern.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message broker listens.
 *
 * @param host a name or an IP address, without brackets
 * @param port 1 to 65535
 */
public record BrokerAddress(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    public BrokerAddress {
        if (port < 1 || port > 65535) {
            throw new ConfigException(
                    "The port " + port + " does not exist; choose one from 1 to 65535.");
        }
    }

    /** Reads {@code broker:61613}, {@code 10.0.0.7:61613} or {@code [2001:db8::7]:61613}. */
    static BrokerAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigException("'" + text
                    + "' is not a broker's address; write host and port, like broker:61613.");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new BrokerAddress(host, Integer.parseInt(matcher.group(3)));
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }
}
