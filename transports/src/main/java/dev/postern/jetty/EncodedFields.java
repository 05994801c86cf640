package dev.postern.jetty;

import dev.postern.http.HeaderField;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jetty's header fields for ours, with the bytes of the constant ones kept. Values go out letter by
 * letter: Jetty core rewrites a {@code charset} only where its own content type constants are used.
 */
final class EncodedFields {

    /** Constant fields are written in code or configuration; more than these were not constant. */
    private static final int MOST = 512;

    private static final Map<HeaderField, HttpField> CONSTANT = new ConcurrentHashMap<>();

    private EncodedFields() {}

    static HttpField of(HeaderField field) {
        if (!field.constant()) {
            return new HttpField(HttpHeader.CACHE.get(field.name()), field.name(), field.value());
        }
        HttpField kept = CONSTANT.get(field);
        return kept != null ? kept : encode(field);
    }

    private static HttpField encode(HeaderField field) {
        HttpField encoded = new PreEncodedHttpField(
                HttpHeader.CACHE.get(field.name()), field.name(), field.value());
        if (CONSTANT.size() < MOST) {
            CONSTANT.put(field, encoded);
        }
        return encoded;
    }
}
