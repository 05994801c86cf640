package dev.postern.transport;

import dev.postern.api.Counter;
import dev.postern.protocol.MalformedBatchException;

/** What each way of getting a batch wrong counts as. */
final class BadBatches {

    private BadBatches() {}

    static Counter counter(MalformedBatchException.Kind kind) {
        return switch (kind) {
            case EMPTY -> Counter.EMPTY_PAYLOAD;
            case BROKEN_JSON, NOT_STRINGS -> Counter.BAD_JSON;
            case TOO_BIG -> Counter.MESSAGE_TOO_BIG;
            case INVALID_UTF8 -> Counter.INVALID_UTF8;
        };
    }
}
