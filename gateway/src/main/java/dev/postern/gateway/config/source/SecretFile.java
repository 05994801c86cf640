package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A secret that stands in a file of its own, as Docker and Kubernetes hand them in. */
final class SecretFile {

    private SecretFile() {}

    /** What the file holds, without the line ends that editors leave. */
    static Optional<Raw> read(Raw named, String key, Problems problems) {
        try {
            String secret = Files.readString(Path.of(named.text())).stripTrailing();
            if (!secret.isEmpty()) {
                return Optional.of(new Raw(secret, named.place()));
            }
            problems.add(named.place(), key, "the file " + named.text() + " is empty.");
        } catch (NoSuchFileException missing) {
            problems.add(named.place(), key, "there is no file " + named.text() + '.');
        } catch (InvalidPathException | IOException unreadable) {
            problems.add(
                    named.place(),
                    key,
                    "the file " + named.text() + " can't be read: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    /** A problem where a secret stands both here and in a file. */
    static void onlyOne(Place place, String key, Problems problems) {
        problems.add(place, key, "is given, and its file too; leave one of the two.");
    }
}
