package dev.postern.gateway.config.setting;

import java.util.List;

/**
 * Settings that a person looks for in one place.
 *
 * @param title heading of it
 * @param intro a sentence or two, or nothing
 */
public record Group(String title, String intro, List<Setting<?>> settings) {

    public Group {
        settings = List.copyOf(settings);
    }
}
