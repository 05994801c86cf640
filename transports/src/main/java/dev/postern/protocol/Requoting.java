package dev.postern.protocol;

/** Turns JSON text, as {@link JsonQuoter} writes it, into what a {@link Quoting} asks for. */
final class Requoting {

    private Requoting() {}

    /** {@code json} itself where nothing in it needs other quoting. */
    static byte[] requote(byte[] json, Quoting quoting) {
        return switch (quoting) {
            case JSON -> json;
            case EVENT_SOURCE -> forEventSource(json);
            case SCRIPT -> forScript(json);
        };
    }

    private static byte[] forEventSource(byte[] json) {
        int percents = 0;
        for (byte b : json) {
            if (b == '%') {
                percents++;
            }
        }
        if (percents == 0) {
            return json;
        }
        byte[] out = new byte[Math.addExact(json.length, Math.multiplyExact(2, percents))];
        int at = 0;
        for (byte b : json) {
            out[at++] = b;
            if (b == '%') {
                out[at++] = '2';
                out[at++] = '5';
            }
        }
        return out;
    }

    private static byte[] forScript(byte[] json) {
        int escapes = 0;
        for (int i = 0; i < json.length; i++) {
            if (needsBackslash(json, i)) {
                escapes++;
            }
        }
        byte[] out = new byte[Math.addExact(json.length, escapes)];
        int at = 0;
        for (int i = 0; i < json.length; i++) {
            if (needsBackslash(json, i)) {
                out[at++] = '\\';
            }
            out[at++] = json[i];
        }
        return out;
    }

    /**
     * Besides what would end the literal: a script element ends at {@code </script} and changes its
     * rules at {@code <!--} (HTML, "Restrictions for contents of script elements"). A backslash
     * before {@code /} or {@code !} means nothing to JavaScript.
     */
    private static boolean needsBackslash(byte[] json, int at) {
        return switch (json[at]) {
            case '"', '\\' -> true;
            case '/', '!' -> at > 0 && json[at - 1] == '<';
            default -> false;
        };
    }
}
