package dev.postern.it.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables in docs/protocol.md, section "Bad input": by id, what stands in backticks under "Answer". */
final class BadInputTable {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(?<id>[a-z0-9-]+)` \\|.*\\| (?<answer>[^|]+) \\|$");
    private static final Pattern CODE = Pattern.compile("`` (?<quoted>.+?) ``|`(?<plain>[^`]+)`");

    private BadInputTable() {}

    static Map<String, List<String>> read() throws IOException {
        Path doc = Path.of(System.getProperty("basedir", "."), "..", "docs", "protocol.md");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(doc)) {
            if (line.startsWith("## ")) {
                inside = line.equals("## Bad input");
            }
            Matcher row = ROW.matcher(line);
            if (inside
                    && row.matches()
                    && rows.put(row.group("id"), codes(row.group("answer"))) != null) {
                throw new IllegalStateException("two rows are called " + row.group("id"));
            }
        }
        return rows;
    }

    private static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        for (Matcher code = CODE.matcher(cell); code.find(); ) {
            codes.add(code.group("quoted") == null ? code.group("plain") : code.group("quoted"));
        }
        return codes;
    }
}
