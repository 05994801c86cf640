package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The headers of a frame, in order, unescaped, with case-sensitive names. Of repeated ones the first
 * is kept (STOMP 1.2, "Repeated Header Entries"): so whoever reads the frame later sees what was
 * checked here.
 */
public final class StompHeaders {

    public static final StompHeaders EMPTY = new StompHeaders(List.of());

    /** Name, value, name, value. */
    private final List<String> pairs;

    private StompHeaders(List<String> pairs) {
        this.pairs = pairs;
    }

    /** Takes name, value, name, value and so on. */
    public static StompHeaders of(String... pairs) {
        return new Builder().addAll(pairs).build();
    }

    /** The value of that name, or null. */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    /** How many headers there are. */
    public int size() {
        return pairs.size() / 2;
    }

    /** Calls {@code action} with each name and value, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < pairs.size(); i += 2) {
            action.accept(pairs.get(i), pairs.get(i + 1));
        }
    }

    /** These, with that name set to {@code value}: in its place if it is here, else at the end. */
    public StompHeaders with(String name, String value) {
        Builder builder = new Builder();
        forEach((present, its) -> builder.add(present, present.equals(name) ? value : its));
        return builder.add(name, value).build();
    }

    /** These, but for that name. */
    public StompHeaders without(String name) {
        Builder builder = new Builder();
        forEach((present, its) -> {
            if (!present.equals(name)) {
                builder.add(present, its);
            }
        });
        return builder.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StompHeaders headers && headers.pairs.equals(pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    /** The names alone: values may be somebody's secrets. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(size());
        forEach((name, value) -> names.add(name));
        return names.toString();
    }

    /** Headers while they are put together. */
    public static final class Builder {

        private final List<String> pairs = new ArrayList<>(8);

        /** Adds a header unless one of that name is here already. */
        public Builder add(String name, String value) {
            for (int i = 0; i < pairs.size(); i += 2) {
                if (pairs.get(i).equals(name)) {
                    return this;
                }
            }
            pairs.add(name);
            pairs.add(value);
            return this;
        }

        private Builder addAll(String... all) {
            if (all.length % 2 != 0) {
                throw new IllegalArgumentException("a header name without a value");
            }
            for (int i = 0; i < all.length; i += 2) {
                add(all[i], all[i + 1]);
            }
            return this;
        }

        /** The headers added so far. */
        public StompHeaders build() {
            return pairs.isEmpty() ? EMPTY : new StompHeaders(List.copyOf(pairs));
        }
    }
}
