package dev.postern.it.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Numbered messages of one direction, and the ear that expects them: each once, in order, to the letter.
 * Their texts are what encodings stumble over. Hears on one thread; may be asked from any.
 */
public final class Sequence implements Consumer<String> {

    private static final List<String> STUMBLING_BLOCKS = List.of(
            "",
            "plain words",
            "%20 %25 %zz 100%",
            "grüße, Привет, 日本語, 😀",
            "\"quotes\" 'and' \\backslashes\\",
            "</script><script>p('x')</script> <!-- &amp;",
            "line\nbreak\r\nand\ttab",
            "\u2028 \u2029 \u0000 \u001f \ufeff \uffff",
            "a[\"o\"] c[1000,\"no\"] h",
            "+ & = ; ? / # a=b&d=c");

    private final String name;
    private final AtomicInteger heard = new AtomicInteger();
    private final List<String> mistakes = new CopyOnWriteArrayList<>();

    public Sequence(String name) {
        this.name = name;
    }

    public String text(int index) {
        String filler = STUMBLING_BLOCKS.get(index % STUMBLING_BLOCKS.size());
        return name + ':' + index + ':' + filler.repeat(1 + index % 7);
    }

    /** Messages {@code from} up to but without {@code to}. */
    public List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::text).toList();
    }

    @Override
    public void accept(String text) {
        int expected = heard.getAndIncrement();
        if (!text.equals(text(expected)) && mistakes.size() < 5) {
            mistakes.add("message " + expected + " was: " + text);
        }
    }

    /** How many came. */
    public int heard() {
        return heard.get();
    }

    /** The first of those that were not what they should be. */
    public List<String> mistakes() {
        return mistakes;
    }
}
