package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Effective;
import dev.postern.gateway.config.setting.Given;
import dev.postern.gateway.config.setting.Group;
import dev.postern.gateway.config.setting.ListOf;
import dev.postern.gateway.config.setting.Scope;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.ValueType;
import dev.postern.gateway.config.setting.Written;
import dev.postern.gateway.config.setting.WrittenRoute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What holds in the end, as a file of settings with the origin of each value beside it. */
final class EffectivePage {

    private static final String MASK = "'***'";
    private static final int COLUMN = 44;

    private final StringBuilder page = new StringBuilder();

    private EffectivePage() {}

    /** The page; secrets are masked, and all else can be read as a file again. */
    static String text(Written written) {
        EffectivePage effective = new EffectivePage();
        effective.gateway(Effective.gateway(written));
        effective.routes(written);
        return effective.page.toString();
    }

    private void gateway(Effective effective) {
        for (Group group : Catalogue.GROUPS) {
            page.append(page.isEmpty() ? "# " : "\n# ").append(group.title()).append('\n');
            Section section = new Section("");
            for (Setting<?> setting : group.settings()) {
                if (setting.scope() != Scope.ROUTE_ONLY) {
                    section.add(setting, effective.given(setting));
                }
            }
        }
    }

    private void routes(Written written) {
        page.append("\nroutes:\n");
        written.routes().forEach((prefix, route) -> route(prefix, route));
        if (written.routes().isEmpty()) {
            page.setLength(page.length() - "routes:\n".length());
            page.append("# routes: none\n");
        }
    }

    private void route(String prefix, WrittenRoute route) {
        line("  " + plainOrQuoted(prefix) + ':', route.place().shown());
        Section section = new Section("    ");
        for (Setting<?> setting : Catalogue.ofRoutes()) {
            ownValue(section, setting, route);
        }
    }

    private <T> void ownValue(Section section, Setting<T> setting, WrittenRoute route) {
        Optional<Given<T>> own = route.values().find(setting);
        own.ifPresent(given -> section.add(setting, given));
    }

    private void line(String text, String origin) {
        page.append(text)
                .append(" ".repeat(Math.max(1, COLUMN - text.length())))
                .append("# ")
                .append(origin)
                .append('\n');
    }

    /** Lines of one depth; those of a key with dots go below the key's first part. */
    private final class Section {

        private final String indent;
        private final List<String> opened = new ArrayList<>();

        Section(String indent) {
            this.indent = indent;
        }

        <T> void add(Setting<T> setting, Given<?> given) {
            int dot = setting.key().indexOf('.');
            String name = setting.key();
            String before = indent;
            if (dot > 0) {
                String parent = name.substring(0, dot);
                if (!opened.contains(parent)) {
                    page.append(indent).append(parent).append(":\n");
                    opened.add(parent);
                }
                name = name.substring(dot + 1);
                before = indent + "  ";
            }
            Optional<String> value = shown(setting, given.value());
            if (value.isPresent()) {
                line(before + name + ": " + value.get(), given.place().shown());
            } else {
                line(
                        before + "# " + name + ": " + setting.defaultText(),
                        given.place().shown());
            }
        }
    }

    /** The value as YAML, or nothing where there is none. */
    @SuppressWarnings("unchecked") // A value was made by its setting's type.
    private static <T> Optional<String> shown(Setting<T> setting, Object value) {
        if (value instanceof Optional<?> optional && optional.isEmpty()) {
            return Optional.empty();
        }
        if (setting.secret()) {
            return Optional.of(MASK);
        }
        if (setting.type() instanceof ListOf<?> list) {
            return Optional.of(elements(list, (List<?>) value));
        }
        return Optional.of(plainOrQuoted(setting.type().write((T) value)));
    }

    @SuppressWarnings("unchecked") // A list was made by its elements' type.
    private static <E> String elements(ListOf<E> type, List<?> values) {
        ValueType<E> element = type.element();
        return values.stream()
                .map(value -> plainOrQuoted(element.write((E) value)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A scalar that YAML reads as this text. */
    private static String plainOrQuoted(String text) {
        boolean plain = text.matches("[A-Za-z0-9/.][A-Za-z0-9/._:@%=+~*-]*")
                && !text.endsWith(":")
                && !text.equalsIgnoreCase("null");
        return plain ? text : '\'' + text.replace("'", "''") + '\'';
    }
}
