package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Group;
import dev.postern.gateway.config.setting.Scope;
import dev.postern.gateway.config.setting.Setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The reference of all settings, as {@code docs/configuration.md} shows it. */
final class ReferencePage {

    private ReferencePage() {}

    static String text() {
        StringBuilder page = new StringBuilder(introduction());
        Catalogue.GROUPS.forEach(group -> append(page, group));
        return page.toString();
    }

    private static String introduction() {
        try (InputStream in = ReferencePage.class.getResourceAsStream("configuration.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder page, Group group) {
        page.append("\n## ").append(group.title()).append('\n');
        if (!group.intro().isEmpty()) {
            page.append('\n').append(group.intro()).append('\n');
        }
        group.settings().forEach(setting -> append(page, setting));
    }

    private static void append(StringBuilder page, Setting<?> setting) {
        List<String> facts = new ArrayList<>();
        if (setting.scope() != Scope.ROUTE_ONLY) {
            facts.add('`'
                    + setting.flag()
                    + '`'
                    + (setting.isOnByDefault() ? " or `" + setting.offFlag() + '`' : ""));
            facts.add('`' + setting.variable() + '`');
        }
        facts.add(setting.type().form());
        facts.add("default: " + setting.defaultText());
        facts.add(
                switch (setting.scope()) {
                    case GATEWAY -> "for the gateway";
                    case ROUTE -> "for a route or all of them";
                    case ROUTE_ONLY -> "for a route";
                });
        if (setting.secret()) {
            facts.add("secret; `" + setting.key() + Setting.FILE_SUFFIX
                    + "` names a file that holds it");
        }
        page.append("\n### ").append(setting.key()).append("\n\n");
        page.append(String.join(" · ", facts)).append("\n\n");
        page.append(setting.doc()).append('\n');
    }
}
