package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.setting.GatewayAssembly;
import dev.postern.gateway.config.setting.Problem;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Rehearsal;
import dev.postern.gateway.config.setting.Written;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** {@code java -jar postern.jar …}. */
public final class GatewayCommand {

    /** The exit code where something is wrong with the settings. */
    public static final int USAGE_ERROR = 2;

    private static final int OK = 0;

    private final ToIntFunction<GatewayConfig> serve;
    private final Rehearsal rehearsal;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * A command.
     *
     * @param serve runs a gateway until it ends, and answers the exit code
     * @param rehearsal finds what would keep it from starting
     */
    public GatewayCommand(
            ToIntFunction<GatewayConfig> serve,
            Rehearsal rehearsal,
            PrintWriter out,
            PrintWriter err) {
        this.serve = serve;
        this.rehearsal = rehearsal;
        this.out = out;
        this.err = err;
    }

    /**
     * Reads file, environment and arguments, and does what they say.
     *
     * @return the exit code: {@code serve}'s, 0 after help or a check that found nothing, 2 where
     *     something is wrong with the settings
     */
    public int run(String[] args, Map<String, String> environment) {
        CommandLine line = new CommandLine(Flags.spec());
        UnknownFlags flags = UnknownFlags.of(args, line.getCommandSpec());
        ParseResult parsed = line.parseArgs(flags.known().toArray(String[]::new));
        if (parsed.isUsageHelpRequested()) {
            line.usage(out);
            return OK;
        }
        if (parsed.isVersionHelpRequested()) {
            out.println(Version.text());
            return OK;
        }
        if (parsed.hasMatchedOption(Flags.REFERENCE)) {
            out.print(ReferencePage.text());
            out.flush();
            return OK;
        }
        Problems problems = new Problems();
        Written written = new Arguments(parsed, flags.unknown(), environment, problems).read();
        Optional<GatewayConfig> config = new GatewayAssembly(written, problems, rehearsal).config();
        if (config.isEmpty()) {
            return complain(problems);
        }
        if (parsed.hasMatchedOption(Flags.PRINT_CONFIG)) {
            out.print(EffectivePage.text(written));
            out.flush();
            return OK;
        }
        if (parsed.hasMatchedOption(Flags.CHECK)) {
            out.println("Nothing is wrong with the settings.");
            return OK;
        }
        return serve.applyAsInt(config.get());
    }

    private int complain(Problems problems) {
        for (Problem problem : problems.all()) {
            err.println("postern: " + problem.shown());
        }
        err.println("Run with --help to see what there is.");
        err.flush();
        return USAGE_ERROR;
    }
}
