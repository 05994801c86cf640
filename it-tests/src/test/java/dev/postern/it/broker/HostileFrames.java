package dev.postern.it.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a client may say that means no good: STOMP, nearly STOMP, and none at all. By a seed. */
final class HostileFrames {

    private static final List<String> COMMANDS = List.of(
            "SEND",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "ACK",
            "NACK",
            "BEGIN",
            "COMMIT",
            "ABORT",
            "DISCONNECT",
            "CONNECT",
            "STOMP",
            "MESSAGE",
            "CONNECTED",
            "BOGUS",
            "");
    private static final List<String> NAMES = List.of(
            "destination",
            "id",
            "ack",
            "transaction",
            "receipt",
            "selector",
            "content-type",
            "content-length",
            "heart-beat",
            "host",
            "login",
            "durable-subscription-name",
            "",
            "x\\c",
            "\\q",
            "grüße");
    private static final List<String> VALUES = List.of(
            "/queue/hostile",
            "/topic/hostile",
            "/nowhere",
            "1",
            "0",
            "-1",
            "99999999999",
            "client",
            "client-individual",
            "a'b OR",
            "\\n",
            "\\",
            "a:b",
            "",
            "0,0",
            "日本",
            "../../etc",
            "{user}");
    private static final List<String> BODIES = List.of("", "hi", "a\0b", "\n\n", "grüße 😀");

    private final Random random;

    HostileFrames(long seed) {
        random = new Random(seed);
    }

    /** Some texts, each a message of one session; a frame may be cut anywhere. */
    List<String> messages() {
        StringBuilder stream = new StringBuilder();
        if (random.nextInt(4) > 0) {
            stream.append("CONNECT\naccept-version:1.")
                    .append(random.nextInt(3))
                    .append("\nhost:/\nlogin:guest\npasscode:guest\n\n\0");
        }
        for (int frames = 1 + random.nextInt(6); frames > 0; frames--) {
            frame(stream);
        }
        if (random.nextInt(5) == 0) {
            stream.setCharAt(random.nextInt(stream.length()), (char) random.nextInt(0xd800));
        }
        List<String> messages = new ArrayList<>();
        while (stream.length() > 0) {
            int cut =
                    random.nextInt(3) == 0 ? 1 + random.nextInt(stream.length()) : stream.length();
            messages.add(stream.substring(0, cut));
            stream.delete(0, cut);
        }
        return messages;
    }

    private void frame(StringBuilder to) {
        String eol = random.nextInt(5) == 0 ? "\r\n" : "\n";
        to.append(one(COMMANDS)).append(eol);
        for (int headers = random.nextInt(random.nextInt(20) == 0 ? 80 : 5);
                headers > 0;
                headers--) {
            to.append(one(NAMES))
                    .append(random.nextInt(30) == 0 ? "" : ":")
                    .append(one(VALUES))
                    .append(eol);
        }
        String body = random.nextInt(20) == 0 ? "x".repeat(random.nextInt(70_000)) : one(BODIES);
        if (random.nextBoolean()) {
            to.append("content-length:")
                    .append(body.getBytes(StandardCharsets.UTF_8).length
                            + (random.nextInt(10) == 0 ? random.nextInt(9) - 4 : 0))
                    .append(eol);
        }
        to.append(eol).append(body).append(random.nextInt(20) == 0 ? "" : "\0");
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
