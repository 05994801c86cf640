package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Setting;

import java.util.ArrayList;
import java.util.List;

/** The names that a person may write, with those of secrets' files. */
final class Names {

    /** What may stand in a route. */
    static final List<String> OF_ROUTES = withFiles(Catalogue.ofRoutes());

    /** What may stand for the whole gateway. */
    static final List<String> COMMON = withFiles(Catalogue.common());

    private Names() {}

    private static List<String> withFiles(List<Setting<?>> settings) {
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : settings) {
            names.add(setting.key());
            if (setting.secret()) {
                names.add(setting.key() + Setting.FILE_SUFFIX);
            }
        }
        return List.copyOf(names);
    }
}
