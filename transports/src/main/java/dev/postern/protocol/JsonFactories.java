package dev.postern.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Parsers that stop within a string rather than hold one far over the limit. Jackson keeps its limits
 * in a factory, which is dear to make; so limits are rounded up to a power of two here, and one
 * factory for each such power is all there can ever be.
 */
final class JsonFactories {

    private static final AtomicReferenceArray<JsonFactory> BY_POWER =
            new AtomicReferenceArray<>(Integer.SIZE);

    private JsonFactories() {}

    /** A factory whose parsers read strings of {@code maxChars}, and none of more than twice that. */
    static JsonFactory forStringsOf(int maxChars) {
        int power = maxChars <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(maxChars - 1);
        JsonFactory factory = BY_POWER.get(power);
        if (factory == null) {
            // Another thread may do the same; either factory will do.
            factory = create(power);
            BY_POWER.set(power, factory);
        }
        return factory;
    }

    private static JsonFactory create(int power) {
        int maxStringLength = power == Integer.SIZE - 1 ? Integer.MAX_VALUE : 1 << power;
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxStringLength)
                        .build())
                .build();
    }
}
