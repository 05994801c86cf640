package dev.postern.http;

import java.util.List;

/**
 * Status and header fields of a response.
 *
 * @param status RFC 9110 §15
 * @param fields in the order in which they are sent; {@code Content-Type} exactly as it stands here
 */
public record ResponseHead(int status, List<HeaderField> fields) {

    public ResponseHead {
        fields = List.copyOf(fields);
    }

    public ResponseHead(int status, HeaderField... fields) {
        this(status, List.of(fields));
    }
}
