package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes a mapping of settings apart, and the mappings in it that nest a key's parts.
 *
 * @param where prefix of the keys' full names, as in {@code routes./chat.}
 * @param known the names that may stand here
 * @param routes reads the value of {@code routes}, or null where there can't be any
 */
record YamlMapping(
        Path file,
        Problems problems,
        String where,
        List<String> known,
        Named named,
        @Nullable Consumer<Node> routes) {

    private static final String ROUTES = "routes";

    static Place place(Path file, Mark mark) {
        return new Place.InFile(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Place place(Path file, Node node) {
        return node.getStartMark()
                .map(mark -> place(file, mark))
                .orElseGet(() -> new Place.InFile(file, 1, 1));
    }

    void read(MappingNode mapping) {
        read(mapping, "");
    }

    private void read(MappingNode mapping, String parent) {
        Map<String, Place> seen = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Place place = place(file, entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problems.add(place, where + parent, "the name of a setting is one word.");
                continue;
            }
            String key = parent + name.getValue();
            Place before = seen.putIfAbsent(key, place);
            if (before != null) {
                problems.add(
                        place, where + key, "stands at " + before.shown() + " already; leave one.");
            } else {
                entry(key, place, entry.getValueNode());
            }
        }
    }

    private void entry(String key, Place place, Node value) {
        if (routes != null && key.equals(ROUTES)) {
            routes.accept(value);
        } else if (known.contains(key)) {
            value(key, value);
        } else if (known.stream().anyMatch(name -> name.startsWith(key + '.'))) {
            nested(key, value);
        } else {
            problems.add(place, where + key, unknown(key));
        }
    }

    private void nested(String key, Node value) {
        if (value instanceof MappingNode inner) {
            read(inner, key + '.');
        } else {
            problems.add(
                    place(file, value),
                    where + key,
                    "holds settings of its own; write them below it, indented.");
        }
    }

    private void value(String key, Node value) {
        if (value instanceof SequenceNode sequence) {
            boolean list =
                    Catalogue.find(key).filter(setting -> setting.isList()).isPresent();
            if (!list) {
                problems.add(place(file, value), where + key, "takes one value, not a list.");
                return;
            }
            sequence.getValue().forEach(element -> scalar(key, element));
            if (sequence.getValue().isEmpty()) {
                named.addNothing(key, place(file, value));
            }
        } else {
            scalar(key, value);
        }
    }

    private void scalar(String key, Node value) {
        Place place = place(file, value);
        if (!(value instanceof ScalarNode scalar)) {
            problems.add(place, where + key, "takes a value, not settings of its own.");
        } else if (scalar.getTag().equals(Tag.NULL)) {
            problems.add(place, where + key, "has no value; write one, or take the line out.");
        } else {
            named.add(key, new Raw(scalar.getValue(), place));
        }
    }

    private String unknown(String key) {
        if (routes == null && Names.COMMON.contains(key)) {
            return "belongs to the whole gateway, not to a route; write it at the top level.";
        }
        if (routes != null && Names.OF_ROUTES.contains(key)) {
            return "belongs to a route; write it below 'routes:' and the route's prefix.";
        }
        List<String> names = new ArrayList<>(known);
        known.forEach(name -> parents(name, names));
        if (routes != null) {
            names.add(ROUTES);
        }
        return "there is no such setting; "
                + Nearest.advice(key, names, "--help lists what there is.");
    }

    /** Adds {@code relay} for {@code relay.login}: it may stand alone, and what is below it indented. */
    private static void parents(String name, List<String> names) {
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            names.add(name.substring(0, dot));
        }
    }
}
