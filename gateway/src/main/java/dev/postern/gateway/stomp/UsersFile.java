package dev.postern.gateway.stomp;

import dev.postern.gateway.config.ConfigException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads logins and hashed passcodes, one {@code login:hash} a line, where the hash is what {@code
 * openssl passwd -6} prints (SHA-512 crypt). Empty lines and those that begin with # are skipped.
 */
final class UsersFile {

    private static final Pattern HASH =
            Pattern.compile("\\$6\\$(rounds=\\d{4,7}\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86}");

    private UsersFile() {}

    /**
     * The hash of each login.
     *
     * @throws ConfigException where the file can't be read, or a line of it
     */
    static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException("The file of STOMP users can't be read: " + e + ".");
        }
        Map<String, String> hashes = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int colon = line.lastIndexOf(':');
                if (colon < 1 || !HASH.matcher(line.substring(colon + 1)).matches()) {
                    // Not the line itself: it may hold a passcode.
                    throw new ConfigException("Line " + (i + 1) + " of " + file
                            + " is not login:hash; make the hash with 'openssl passwd -6'.");
                }
                if (hashes.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
                    throw new ConfigException("Line " + (i + 1) + " of " + file
                            + " names a login for the second time.");
                }
            }
        }
        return Map.copyOf(hashes);
    }
}
