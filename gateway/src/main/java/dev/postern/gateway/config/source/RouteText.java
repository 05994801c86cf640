package dev.postern.gateway.config.source;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RoutePrefix;
import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.RouteKeys;
import dev.postern.gateway.config.setting.Written;
import dev.postern.gateway.config.setting.WrittenRoute;

import java.util.List;

/** A route in one text: {@code /chat=ws://127.0.0.1:9000/ws heartbeat=10s origins=https://a.example}. */
final class RouteText {

    private RouteText() {}

    static void read(Raw raw, Written into, Problems problems) {
        List<String> words = List.of(raw.text().strip().split("\\s+"));
        int equals = words.get(0).indexOf('=');
        if (equals < 1 || equals == words.get(0).length() - 1) {
            problems.add(
                    raw.place(),
                    "",
                    "'" + words.get(0)
                            + "' is not a route; write it like /chat=ws://127.0.0.1:9000/ws.");
            return;
        }
        String prefix;
        try {
            prefix = new RoutePrefix(words.get(0).substring(0, equals)).path();
        } catch (ConfigException wrong) {
            problems.add(raw.place(), "", String.valueOf(wrong.getMessage()));
            return;
        }
        Place place = new Place.InRouteText(raw.place(), prefix);
        Named named = new Named();
        named.add(RouteKeys.TARGET.key(), new Raw(words.get(0).substring(equals + 1), raw.place()));
        words.stream().skip(1).forEach(word -> setting(word, place, named, problems));
        WrittenRoute route =
                new WrittenRoute(raw.place(), named.read(Catalogue.ofRoutes(), "", problems));
        if (into.routes().putIfAbsent(prefix, route) != null) {
            problems.add(
                    raw.place(),
                    "",
                    "The prefix " + prefix
                            + " is given to two routes; each route needs one of its own.");
        }
    }

    private static void setting(String word, Place place, Named named, Problems problems) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        List<String> known = Names.OF_ROUTES;
        if (!known.contains(key)) {
            problems.add(
                    place,
                    key,
                    "a route has no such setting; "
                            + Nearest.advice(
                                    key, known, "there are " + String.join(", ", known) + '.'));
        } else if (equals < 0) {
            problems.add(place, key, "has no value; write " + key + "=VALUE.");
        } else {
            named.add(key, new Raw(word.substring(equals + 1), place));
        }
    }
}
