package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Scope;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.Written;
import dev.postern.gateway.config.source.Environment;
import dev.postern.gateway.config.source.FlagTexts;
import dev.postern.gateway.config.source.Nearest;
import dev.postern.gateway.config.source.YamlFile;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads all sources that a command line and its environment name, the lowest first.
 *
 * @param unknown names of flags that there are not
 */
record Arguments(
        ParseResult parsed,
        List<String> unknown,
        Map<String, String> environment,
        Problems problems) {

    Written read() {
        mistakes();
        Written file = file().map(path -> YamlFile.read(path, problems)).orElseGet(Written::new);
        Written variables = Environment.read(environment, problems);
        return flags().over(variables.over(file));
    }

    /** What is no flag, and what picocli itself could make nothing of. */
    private void mistakes() {
        for (Exception mistake : parsed.errors()) {
            String flag = mistake instanceof MissingParameterException missing
                            && !missing.getMissing().isEmpty()
                    ? missing.getMissing().get(0).toString()
                    : "";
            problems.add(Place.none(), flag, String.valueOf(mistake.getMessage()));
        }
        List<String> flags = parsed.commandSpec().options().stream()
                .map(option -> option.longestName())
                .toList();
        for (String name : unknown) {
            problems.add(
                    new Place.OnCommandLine(name),
                    "",
                    "there is no such flag; "
                            + Nearest.advice(name, flags, "--help lists what there is."));
        }
        for (String stray : parsed.unmatched()) {
            problems.add(
                    new Place.OnCommandLine(stray),
                    "",
                    "belongs to no flag; put a value right after its flag.");
        }
    }

    private Optional<Path> file() {
        List<String> named = texts(Flags.CONFIG);
        if (named.size() > 1) {
            problems.add(
                    new Place.OnCommandLine(Flags.CONFIG), "", "is given twice; one file is read.");
        }
        String name = named.isEmpty()
                ? Objects.requireNonNullElse(environment.get(Environment.CONFIG), "")
                : named.get(0);
        if (name.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException impossible) {
            problems.add(
                    new Place.OnCommandLine(Flags.CONFIG), "", "'" + name + "' is not a path.");
            return Optional.empty();
        }
    }

    private Written flags() {
        FlagTexts flags = new FlagTexts();
        texts(FlagTexts.ROUTE).forEach(route -> flags.route(route, problems));
        for (Setting<?> setting : Catalogue.all()) {
            if (setting.scope() != Scope.ROUTE_ONLY) {
                flags.add(setting.key(), setting.flag(), texts(setting.flag()));
                if (setting.isOnByDefault() && parsed.hasMatchedOption(setting.offFlag())) {
                    flags.add(setting.key(), setting.offFlag(), List.of("false"));
                }
                if (setting.secret()) {
                    String fileFlag = setting.flag() + Setting.FILE_SUFFIX;
                    flags.add(setting.key() + Setting.FILE_SUFFIX, fileFlag, texts(fileFlag));
                }
            }
        }
        return flags.read(problems);
    }

    private List<String> texts(String flag) {
        return parsed.hasMatchedOption(flag)
                ? List.copyOf(parsed.matchedOption(flag).stringValues())
                : List.of();
    }
}
