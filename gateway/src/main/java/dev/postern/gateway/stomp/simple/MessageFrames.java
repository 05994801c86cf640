package dev.postern.gateway.stomp.simple;

import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes MESSAGE frames. Subscribers who gave their subscriptions the same id, as clients of one
 * program do, share one frame, encoded once. Thread-safe.
 */
final class MessageFrames {

    /** What makes two subscribers' frames the same, and their frame. */
    private record Encoded(
            Object payload,
            @Nullable String destination,
            String subscription,
            StompVersion version,
            SharedFrame frame) {}

    private final AtomicLong ids = new AtomicLong();

    /** Subscribers come one after the other, so the last frame is the one that serves again. */
    private volatile @Nullable Encoded last;

    SharedFrame of(Message<?> message, StompVersion version) {
        String destination = destination(message);
        String subscription = Objects.requireNonNullElse(
                SimpMessageHeaderAccessor.getSubscriptionId(message.getHeaders()), "");
        Encoded present = last;
        if (present == null
                || present.payload() != message.getPayload()
                || !Objects.equals(present.destination(), destination)
                || !present.subscription().equals(subscription)
                || present.version() != version) {
            present = new Encoded(
                    message.getPayload(),
                    destination,
                    subscription,
                    version,
                    encode(message, destination, subscription, version));
            last = present;
        }
        return present.frame();
    }

    private SharedFrame encode(
            Message<?> message,
            @Nullable String destination,
            String subscription,
            StompVersion version) {
        StompHeaders.Builder headers = new StompHeaders.Builder()
                .add("destination", destination == null ? "" : destination)
                .add("subscription", subscription)
                .add("message-id", Long.toString(ids.incrementAndGet()));
        nativeHeaders(message).forEach((name, values) -> {
            if (!name.equals(SimpMessageHeaderAccessor.ORIGINAL_DESTINATION)) {
                headers.add(name, values.get(0));
            }
        });
        byte[] body = (byte[]) message.getPayload();
        return SharedFrame.of(
                new StompFrame(StompCommand.MESSAGE, headers.build(), ByteBuffer.wrap(body)),
                version);
    }

    /** Where it was sent, as its subscriber knows it. */
    private static @Nullable String destination(Message<?> message) {
        List<String> original =
                nativeHeaders(message).get(SimpMessageHeaderAccessor.ORIGINAL_DESTINATION);
        return original == null
                ? SimpMessageHeaderAccessor.getDestination(message.getHeaders())
                : original.get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> nativeHeaders(Message<?> message) {
        Object headers = message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
        return headers instanceof Map<?, ?> map ? (Map<String, List<String>>) map : Map.of();
    }
}
