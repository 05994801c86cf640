package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Written;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of settings (YAML 1.2). */
public final class YamlFile {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            // YamlMapping finds these itself, and says where.
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .build();

    private YamlFile() {}

    /** What the file says. */
    public static Written read(Path file, Problems problems) {
        Place whole = new Place.WholeFile(file);
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(Files.readString(file));
            return root.map(node -> settings(file, node, problems)).orElseGet(Written::new);
        } catch (NoSuchFileException missing) {
            problems.add(whole, "", "there is no such file.");
        } catch (CharacterCodingException notUtf8) {
            problems.add(whole, "", "is not UTF-8; save it as UTF-8.");
        } catch (IOException unreadable) {
            problems.add(whole, "", "can't be read: " + unreadable.getMessage());
        } catch (MarkedYamlEngineException malformed) {
            Place place = malformed
                    .getProblemMark()
                    .map(mark -> YamlMapping.place(file, mark))
                    .orElse(whole);
            problems.add(place, "", "is not YAML: " + malformed.getProblem() + '.');
        } catch (YamlEngineException malformed) {
            String message = String.valueOf(malformed.getMessage());
            problems.add(
                    whole, "", "is not YAML: " + message.lines().findFirst().orElse(message));
        }
        return new Written();
    }

    private static Written settings(Path file, Node root, Problems problems) {
        if (!(root instanceof MappingNode mapping)) {
            problems.add(
                    YamlMapping.place(file, root),
                    "",
                    "should be settings, each on a line like 'port: 8080'.");
            return new Written();
        }
        Named named = new Named();
        YamlRoutes routes = new YamlRoutes(file, problems);
        new YamlMapping(file, problems, "", Names.COMMON, named, routes::read).read(mapping);
        return new Written(named.read(Catalogue.common(), "", problems), routes.found());
    }
}
