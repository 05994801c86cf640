package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.Values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts by the names of their settings, before they are read. */
final class Named {

    private final Map<String, List<Raw>> texts = new LinkedHashMap<>();

    void add(String key, Raw raw) {
        texts.computeIfAbsent(key, any -> new ArrayList<>()).add(raw);
    }

    /** A list without elements. */
    void addNothing(String key, Place place) {
        add(key, new Raw("", place));
    }

    /** Reads those of some settings; a secret may stand in a file. */
    Values read(List<Setting<?>> settings, String keyPrefix, Problems problems) {
        Values values = new Values();
        for (Setting<?> setting : settings) {
            values.read(
                    setting,
                    keyPrefix + setting.key(),
                    texts(setting, keyPrefix, problems),
                    problems);
        }
        return values;
    }

    private List<Raw> texts(Setting<?> setting, String keyPrefix, Problems problems) {
        List<Raw> own = texts.getOrDefault(setting.key(), List.of());
        String fileKey = setting.key() + Setting.FILE_SUFFIX;
        List<Raw> files = setting.secret() ? texts.getOrDefault(fileKey, List.of()) : List.of();
        if (files.isEmpty()) {
            return own;
        }
        if (!own.isEmpty()) {
            SecretFile.onlyOne(files.get(0).place(), keyPrefix + setting.key(), problems);
            return own;
        }
        return SecretFile.read(files.get(0), keyPrefix + fileKey, problems)
                .map(List::of)
                .orElse(List.of());
    }
}
