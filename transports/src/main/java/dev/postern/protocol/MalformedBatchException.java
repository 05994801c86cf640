package dev.postern.protocol;

/**
 * What a client sent is not a batch of messages. Carries no stack trace: it tells of a client, not of
 * this program, and any client can cause it at will. Its message is the answer that SockJS has for
 * it, without anything of what the client sent.
 */
public final class MalformedBatchException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** Nothing but white space. */
        EMPTY("Payload expected."),
        /** Not JSON, not a form's encoding, or broken off. */
        BROKEN_JSON("Broken JSON encoding."),
        /** JSON, but not a flat array of strings. SockJS has no other words for it. */
        NOT_STRINGS("Broken JSON encoding."),
        /** A message over the limit, or a number of a thousand digits where a message should be. */
        TOO_BIG("Message too big."),
        /** Not UTF-8 (RFC 3629). */
        INVALID_UTF8("Invalid UTF-8.");

        private final String answer;

        Kind(String answer) {
            this.answer = answer;
        }
    }

    private final Kind kind;

    MalformedBatchException(Kind kind) {
        super(kind.answer, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
