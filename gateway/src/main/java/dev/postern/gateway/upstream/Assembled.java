package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;

import java.nio.ByteBuffer;

/** What one WebSocket frame made of the message it belongs to. */
sealed interface Assembled {

    Assembled INCOMPLETE = new Incomplete();

    /** More fragments follow (RFC 6455 §5.4). */
    record Incomplete() implements Assembled {}

    /** A whole text message, its UTF-8 checked. */
    record Text(String text) implements Assembled {}

    /** A whole binary message; nobody else holds {@code data}. */
    record Binary(ByteBuffer data) implements Assembled {}

    /** Not a message that could be passed on. */
    record Unfit(CloseStatus why) implements Assembled {}
}
