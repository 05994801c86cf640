package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was given for some settings. */
public final class Values {

    private final Map<Setting<?>, Given<?>> given = new LinkedHashMap<>();
    private final Set<Setting<?>> written = new HashSet<>();

    /** Reads what was written for a setting, and keeps it where it can be. */
    public <T> void read(Setting<T> setting, String key, List<Raw> texts, Problems problems) {
        if (texts.isEmpty()) {
            return;
        }
        written.add(setting);
        Place place = texts.get(0).place();
        if (setting.type() instanceof ListOf<?> list) {
            readList(setting, list, key, texts, problems);
            return;
        }
        if (texts.size() > 1) {
            problems.add(
                    texts.get(1).place(),
                    key,
                    "is given " + texts.size() + " times; it has one value, leave one.");
            return;
        }
        try {
            given.put(setting, new Given<>(setting.type().parse(texts.get(0).text()), place));
        } catch (ConfigException wrong) {
            problems.add(place, key, String.valueOf(wrong.getMessage()));
        }
    }

    private <E> void readList(
            Setting<?> setting, ListOf<E> type, String key, List<Raw> texts, Problems problems) {
        List<E> elements = new ArrayList<>();
        for (Raw raw : texts) {
            try {
                elements.addAll(type.parse(raw.text()));
            } catch (ConfigException wrong) {
                problems.add(raw.place(), key, String.valueOf(wrong.getMessage()));
            }
        }
        given.put(setting, new Given<>(List.copyOf(elements), texts.get(0).place()));
    }

    /** What was given for a setting. */
    @SuppressWarnings("unchecked") // read() puts nothing but what the setting's own type parsed.
    public <T> Optional<Given<T>> find(Setting<T> setting) {
        return Optional.ofNullable((Given<T>) given.get(setting));
    }

    /** Whether somebody said something of it, be it right or wrong. */
    boolean isWritten(Setting<?> setting) {
        return written.contains(setting);
    }

    /** These, and those of {@code lower} that are not among these. */
    public Values over(Values lower) {
        Values merged = new Values();
        merged.given.putAll(lower.given);
        merged.given.putAll(given);
        merged.written.addAll(lower.written);
        merged.written.addAll(written);
        return merged;
    }
}
