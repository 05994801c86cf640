package dev.postern.protocol;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A text with its wire forms, each encoded when first asked for and then shared: build one for a
 * text that goes to many sessions.
 *
 * <p>Thread-safe without a lock: two threads that ask at the same moment may both encode, to the
 * same bytes.
 */
public final class EncodedMessage implements Message {

    private final String text;

    // Volatile, for an array published by a plain write could be seen before its content.
    private volatile byte @Nullable [] utf8;
    private volatile byte @Nullable [] json;
    private volatile byte @Nullable [] eventSource;
    private volatile byte @Nullable [] script;

    public EncodedMessage(String text) {
        this.text = Objects.requireNonNull(text);
    }

    public String text() {
        return text;
    }

    /**
     * The text itself, as a WebSocket carries it (RFC 6455 §5.6); a lone surrogate becomes U+FFFD,
     * as in a browser's {@code WebSocket.send} (Web IDL, USVString).
     *
     * @return shared: not to be changed
     */
    public byte[] utf8() {
        byte[] bytes = utf8;
        if (bytes == null) {
            bytes = wellFormed(text).getBytes(StandardCharsets.UTF_8);
            utf8 = bytes;
        }
        return bytes;
    }

    /**
     * The text as a JSON string literal with its quotes, in UTF-8, as {@code quoting} wants it. Lone
     * surrogates stay what they are, as escapes.
     *
     * @return shared: not to be changed
     */
    public byte[] quoted(Quoting quoting) {
        return switch (quoting) {
            case JSON -> json();
            case EVENT_SOURCE -> eventSource();
            case SCRIPT -> script();
        };
    }

    /** The bytes of its JSON literal. */
    @Override
    public int size() {
        return json().length;
    }

    private byte[] json() {
        byte[] bytes = json;
        if (bytes == null) {
            bytes = JsonQuoter.quote(text);
            json = bytes;
        }
        return bytes;
    }

    private byte[] eventSource() {
        byte[] bytes = eventSource;
        if (bytes == null) {
            bytes = Requoting.requote(json(), Quoting.EVENT_SOURCE);
            eventSource = bytes;
        }
        return bytes;
    }

    private byte[] script() {
        byte[] bytes = script;
        if (bytes == null) {
            bytes = Requoting.requote(json(), Quoting.SCRIPT);
            script = bytes;
        }
        return bytes;
    }

    private static String wellFormed(String text) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        while (lone >= 0) {
            mended.setCharAt(lone, '\ufffd');
            lone = loneSurrogate(text, lone + 1);
        }
        return mended.toString();
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
