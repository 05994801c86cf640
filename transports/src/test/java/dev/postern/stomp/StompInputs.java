package dev.postern.stomp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Streams as a hostile or careless client may send them: mostly frames, with faults here and there. */
final class StompInputs {

    private static final List<StompCommand> COMMANDS = List.of(StompCommand.values());
    private static final String[] NAMES = {
        "destination", "id", "receipt", "content-length", "heart-beat", "x\\c", "", "ü", "a b"
    };
    private static final String[] VALUES = {
        "/topic/a",
        "1",
        "-1",
        "99999999999",
        "5",
        "0",
        "\\n",
        "\\",
        "\\t",
        "a:b",
        "\r",
        "😀",
        "",
        "\ud83d"
    };
    /** Stands for a byte that is not UTF-8. */
    private static final char NOT_UTF8 = 0x1a;

    private static final String[] BODIES = {
        "",
        "hi",
        "{\"a\":1}",
        "grüße 😀",
        "a\0b",
        "\n\n",
        "\u001a\u001a\u001a\0SEND\ndestination:/topic/b\n\n\0",
    };

    private final Random random;

    StompInputs(Random random) {
        this.random = random;
    }

    /** Some frames, as bytes; now and then a bit of it is spoiled. */
    byte[] stream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            bytes.writeBytes(noise);
        }
        bytes.writeBytes(text().getBytes(StandardCharsets.UTF_8));
        byte[] all = bytes.toByteArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i] == NOT_UTF8 ? (byte) 0xff : all[i];
        }
        if (random.nextInt(4) == 0 && all.length > 0) {
            all[random.nextInt(all.length)] = (byte) random.nextInt();
        }
        return all;
    }

    /** Some frames. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int frames = random.nextInt(6); frames >= 0; frames--) {
            frame(text);
        }
        return text.toString();
    }

    /** One frame, which may be no good. */
    void frame(StringBuilder to) {
        String eol = random.nextInt(4) == 0 ? "\r\n" : "\n";
        to.append(eol.repeat(random.nextInt(3)))
                .append(
                        random.nextInt(40) == 0
                                ? "BOGUS"
                                : COMMANDS.get(random.nextInt(COMMANDS.size())).name())
                .append(eol);
        String body = body();
        for (int headers = random.nextInt(random.nextInt(20) == 0 ? 20 : 5);
                headers > 0;
                headers--) {
            String name = some(NAMES, random.nextInt(10) == 0 ? NAMES.length : 3);
            to.append(name)
                    .append(random.nextInt(60) == 0 ? "" : ":")
                    .append(some(VALUES, random.nextInt(6) == 0 ? VALUES.length : 2))
                    .append(eol);
        }
        if (body.indexOf('\0') >= 0 || random.nextBoolean()) {
            to.append("content-length:")
                    .append(body.getBytes(StandardCharsets.UTF_8).length
                            + (random.nextInt(30) == 0 ? random.nextInt(5) - 2 : 0))
                    .append(eol);
        }
        to.append(eol).append(body).append(random.nextInt(60) == 0 ? "" : "\0");
    }

    private String body() {
        return random.nextInt(30) == 0
                ? "x".repeat(random.nextInt(3000))
                : some(BODIES, BODIES.length);
    }

    private String some(String[] of, int within) {
        return of[random.nextInt(within)];
    }
}
