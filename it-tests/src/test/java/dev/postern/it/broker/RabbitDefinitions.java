package dev.postern.it.broker;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Who and what a {@link RabbitBroker} knows from its start. */
final class RabbitDefinitions {

    /** A second virtual host, in which whoever is known may do everything, as in {@code /}. */
    static final String SECOND = "second";

    /** Whose passcode is the gateway's own secret. */
    static final List<String> USERS = List.of("gateway", "ann", "bob");

    static final String SECRET = "the gateway's: own";

    private static final byte[] SALT = {1, 2, 3, 4};

    private RabbitDefinitions() {}

    /** What {@code load_definitions} reads; with it there is no guest but this one. */
    static String json() {
        return "{\"vhosts\":[{\"name\":\"/\"},{\"name\":\"" + SECOND + "\"}],\"users\":["
                + user("guest", "guest")
                + USERS.stream().map(name -> ',' + user(name, SECRET)).collect(Collectors.joining())
                + "],\"permissions\":["
                + List.of("guest", "gateway", "ann", "bob").stream()
                        .map(name -> permission(name, "/") + ',' + permission(name, SECOND))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String user(String name, String passcode) {
        return "{\"name\":\"" + name + "\",\"password_hash\":\"" + hash(passcode)
                + "\",\"hashing_algorithm\":\"rabbit_password_hashing_sha256\",\"tags\":\"\"}";
    }

    private static String permission(String user, String host) {
        return "{\"user\":\"" + user + "\",\"vhost\":\"" + host
                + "\",\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";
    }

    /** Salt and hash of both, as RabbitMQ computes a password's hash. */
    private static String hash(String passcode) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(SALT);
            byte[] hash = sha256.digest(passcode.getBytes(StandardCharsets.UTF_8));
            byte[] both = new byte[SALT.length + hash.length];
            System.arraycopy(SALT, 0, both, 0, SALT.length);
            System.arraycopy(hash, 0, both, SALT.length, hash.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
