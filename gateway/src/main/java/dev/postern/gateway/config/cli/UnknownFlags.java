package dev.postern.gateway.config.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command line taken apart before picocli sees it, which would take a misspelt flag for the value of the
 * one before it.
 *
 * @param known what is left for picocli
 * @param unknown names of flags that there are not, without their values: these may be secrets
 */
record UnknownFlags(List<String> known, List<String> unknown) {

    private static final String END_OF_FLAGS = "--";

    static UnknownFlags of(String[] args, CommandSpec spec) {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<String, OptionSpec> flags = spec.optionsMap();
        boolean valueDue = false;
        for (int i = 0; i < args.length; i++) {
            String name = args[i].split("=", 2)[0];
            // What stands where a value is due may begin with one dash: a passcode, a negative
            // number.
            boolean isFlag = args[i].startsWith(valueDue ? "--" : "-");
            if (isFlag && !flags.containsKey(name) && !args[i].equals(END_OF_FLAGS)) {
                unknown.add(name);
                valueDue = false;
                boolean valueFollows =
                        name.equals(args[i]) && i + 1 < args.length && !args[i + 1].startsWith("-");
                if (valueFollows) {
                    i++;
                }
                continue;
            }
            known.add(args[i]);
            OptionSpec flag = flags.get(args[i]);
            valueDue = isFlag && flag != null && flag.arity().min() > 0;
        }
        return new UnknownFlags(List.copyOf(known), List.copyOf(unknown));
    }
}
