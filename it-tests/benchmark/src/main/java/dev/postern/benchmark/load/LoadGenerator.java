package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The load generator's process. Reads {@code start <order>}, {@code mark} and {@code stop} from its
 * standard input, a line each, and answers each with the {@link Progress} in one line. It stays for
 * a whole run, so that its own compiler is soon done.
 */
public final class LoadGenerator {

    private static final String START = "start ";

    private LoadGenerator() {}

    /** Serves its standard input until that ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Load load = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            load = obey(line, load, out);
        }
        if (load != null) {
            load.close();
        }
    }

    private static @Nullable Load obey(String line, @Nullable Load load, PrintStream out)
            throws IOException {
        if (line.startsWith(START)) {
            Load begun = Load.begin(Order.parse(line.substring(START.length())));
            out.println(begun.mark().line());
            return begun;
        }
        if (load == null) {
            throw new IllegalStateException("nothing was started before: " + line);
        }
        if ("mark".equals(line)) {
            out.println(load.mark().line());
            return load;
        }
        if ("stop".equals(line)) {
            out.println(load.stop().line());
            load.close();
            return null;
        }
        throw new IllegalArgumentException("unknown command: " + line);
    }
}
