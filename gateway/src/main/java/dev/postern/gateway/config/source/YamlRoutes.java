package dev.postern.gateway.config.source;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RoutePrefix;
import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.RouteKeys;
import dev.postern.gateway.config.setting.WrittenRoute;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what stands below {@code routes:}. */
final class YamlRoutes {

    private static final String EXAMPLE =
            "write '/chat: ws://127.0.0.1:9000/ws' below it, indented.";

    private final Path file;
    private final Problems problems;
    private final Map<String, WrittenRoute> found = new LinkedHashMap<>();

    YamlRoutes(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Map<String, WrittenRoute> found() {
        return found;
    }

    void read(Node value) {
        if (value instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::route);
        } else {
            problems.add(
                    YamlMapping.place(file, value),
                    "routes",
                    "maps prefixes to targets; " + EXAMPLE);
        }
    }

    private void route(NodeTuple entry) {
        Place place = YamlMapping.place(file, entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode name)) {
            problems.add(place, "routes", "the name of a route is its prefix; " + EXAMPLE);
            return;
        }
        String prefix;
        try {
            prefix = new RoutePrefix(name.getValue()).path();
        } catch (ConfigException wrong) {
            problems.add(place, "routes", String.valueOf(wrong.getMessage()));
            return;
        }
        String where = "routes." + prefix + '.';
        Named named = new Named();
        if (entry.getValueNode() instanceof MappingNode mapping) {
            new YamlMapping(file, problems, where, Names.OF_ROUTES, named, null).read(mapping);
        } else if (entry.getValueNode() instanceof ScalarNode target
                && !target.getTag().equals(Tag.NULL)) {
            named.add(
                    RouteKeys.TARGET.key(),
                    new Raw(target.getValue(), YamlMapping.place(file, target)));
        } else {
            problems.add(
                    place,
                    "routes." + prefix,
                    "names no target; write '" + prefix + ": ws://127.0.0.1:9000/ws'.");
            return;
        }
        WrittenRoute route =
                new WrittenRoute(place, named.read(Catalogue.ofRoutes(), where, problems));
        WrittenRoute before = found.putIfAbsent(prefix, route);
        if (before != null) {
            problems.add(
                    place,
                    "routes." + prefix,
                    "stands at " + before.place().shown()
                            + " already; each route needs a prefix of its own.");
        }
    }
}
