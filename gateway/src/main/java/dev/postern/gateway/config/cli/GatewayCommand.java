package dev.postern.gateway.config.cli;

import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.setting.GatewayAssembly;
import dev.postern.gateway.config.setting.Problem;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Written;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** {@code java -jar postern.jar …}. */
public final class GatewayCommand {

    private static final int OK = 0;
    private static final int USAGE_ERROR = 2;

    private final ToIntFunction<GatewayConfig> serve;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * A command.
     *
     * @param serve runs a gateway until it ends, and answers the exit code
     */
    public GatewayCommand(ToIntFunction<GatewayConfig> serve, PrintWriter out, PrintWriter err) {
        this.serve = serve;
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
        ParseResult parsed = line.parseArgs(args);
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
        Written written = new Arguments(parsed, environment, problems).read();
        Optional<GatewayConfig> config = new GatewayAssembly(written, problems).config();
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
