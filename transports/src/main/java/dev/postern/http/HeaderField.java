package dev.postern.http;

/**
 * One header field of a response.
 *
 * @param constant whether this very field goes out again and again, so that a binding may keep it encoded
 */
public record HeaderField(String name, String value, boolean constant) {

    /** A field that differs from response to response. */
    public static HeaderField of(String name, String value) {
        return new HeaderField(name, value, false);
    }

    /** A field that is always the same; a binding may keep its bytes, so never one with a client's text. */
    public static HeaderField constant(String name, String value) {
        return new HeaderField(name, value, true);
    }
}
