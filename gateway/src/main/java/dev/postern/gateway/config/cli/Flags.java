package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Group;
import dev.postern.gateway.config.setting.Scope;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.source.FlagTexts;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.List;

/** The options that picocli is to look for: one for each setting, and what is no setting. */
final class Flags {

    static final String CONFIG = "--config";
    static final String CHECK = "--check";
    static final String PRINT_CONFIG = "--print-config";
    static final String REFERENCE = "--reference";
    static final String HELP = "--help";
    static final String VERSION = "--version";

    private Flags() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create()
                .name("java -jar postern.jar")
                .addOption(many(FlagTexts.ROUTE, "ROUTE")
                        .description(
                                "Bridges sessions under a prefix to an application: /chat=ws://127.0.0.1:9000/ws,"
                                        + " or to the STOMP broker inside the gateway: /stomp=stomp:simple;"
                                        + " repeatable. Settings of the route alone follow after a blank:"
                                        + " '/chat=ws://127.0.0.1:9000/ws heartbeat=10s'.")
                        .build())
                .addOption(many(CONFIG, "FILE")
                        .description("A YAML file of settings. Or POSTERN_CONFIG.")
                        .build());
        Catalogue.GROUPS.forEach(group -> addGroup(spec, group));
        ArgGroupSpec.Builder rest = ArgGroupSpec.builder().exclusive(false).validate(false);
        rest.heading("%nInstead of serving:%n")
                .addArg(bare(
                        CHECK,
                        "Tells all that is wrong with the settings; exits 2, or 0 if nothing is."))
                .addArg(bare(PRINT_CONFIG, "Prints what holds, and where each value comes from."))
                .addArg(bare(REFERENCE, "Prints the reference of all settings, as Markdown."))
                .addArg(help(OptionSpec.builder("-h", HELP), "Prints this.")
                        .usageHelp(true)
                        .build())
                .addArg(help(OptionSpec.builder("-V", VERSION), "Prints the version.")
                        .versionHelp(true)
                        .build());
        spec.addArgGroup(rest.build());
        spec.parser().collectErrors(true).unmatchedArgumentsAllowed(true);
        usage(spec.usageMessage());
        return spec;
    }

    private static void addGroup(CommandSpec spec, Group group) {
        ArgGroupSpec.Builder section = ArgGroupSpec.builder()
                .exclusive(false)
                .validate(false)
                .heading("%n" + group.title() + ":%n");
        boolean any = false;
        for (Setting<?> setting : group.settings()) {
            if (setting.scope() != Scope.ROUTE_ONLY) {
                section.addArg(option(setting));
                if (setting.isOnByDefault()) {
                    section.addArg(
                            bare(setting.offFlag(), "The same as " + setting.flag() + "=false."));
                }
                if (setting.secret()) {
                    section.addArg(many(setting.flag() + Setting.FILE_SUFFIX, "FILE")
                            .description("A file that holds it.")
                            .build());
                }
                any = true;
            }
        }
        if (any) {
            spec.addArgGroup(section.build());
        }
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = many(setting.flag(), setting.type().label())
                .description(setting.summary() + (setting.isList() ? " Repeatable." : "")
                        + " Default: " + setting.defaultText() + '.');
        if (setting.isSwitch()) {
            option.arity("0..1").fallbackValue("true");
        }
        return option.build();
    }

    /** Taken as texts, as often as somebody writes it: what is wrong with them is told elsewhere. */
    private static OptionSpec.Builder many(String name, String label) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class);
    }

    private static OptionSpec bare(String name, String description) {
        return help(OptionSpec.builder(name), description).build();
    }

    private static OptionSpec.Builder help(OptionSpec.Builder option, String description) {
        return option.arity("0").type(boolean.class).description(description);
    }

    private static void usage(UsageMessageSpec usage) {
        usage.customSynopsis(
                        "Usage: java -jar postern.jar [--demo] [--route PREFIX=URL]... [OPTION]...")
                .synopsisHeading("")
                .sortOptions(false)
                .autoWidth(true)
                .description(
                        "",
                        "Postern stands between browsers and a WebSocket application. Browsers come by SockJS, over"
                                + " whatever their network lets through; the application sees plain WebSockets.",
                        "",
                        "Each setting can stand in a file, in the environment and here; what stands here counts"
                                + " most. --heartbeat is 'heartbeat' in a file and POSTERN_HEARTBEAT in the environment.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "",
                        "  Try it: demo services, and a page at http://localhost:8080/ to play with",
                        "    java -jar postern.jar --demo",
                        "",
                        "  Bridge new SockJS('/chat') to an application's WebSocket",
                        "    java -jar postern.jar --route /chat=ws://127.0.0.1:9000/ws",
                        "",
                        "  Two applications, pages on another host, behind a proxy on this machine",
                        "    java -jar postern.jar --host 127.0.0.1 --trust 127.0.0.1 \\",
                        "      --origin https://www.example.com \\",
                        "      --route /chat=ws://chat:9000/ws --route /feed=wss://feed.example.com/ws",
                        "",
                        "  See whether a file is right before it is put to work",
                        "    java -jar postern.jar --config postern.yaml --check",
                        "",
                        "Stop it with SIGTERM or Ctrl-C: clients are told, then it ends.",
                        "");
    }
}
