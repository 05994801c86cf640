package dev.postern.it.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The start line and fields of an HTTP/1.1 message, as they came. */
public record Headers(String startLine, Map<String, List<String>> fields) {

    static Headers read(InputStream in) throws IOException {
        String startLine = readLine(in);
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Headers(startLine, fields);
    }

    /** Up to LF, without CR LF. */
    static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended after \"" + line + '"');
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }

    /** The second word of the start line: a request's target, a response's status. */
    public String second() {
        return startLine.split(" ", 3)[1];
    }

    /** A field's values joined by commas; empty if it is not there. */
    public String field(String name) {
        return String.join(", ", fields.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
