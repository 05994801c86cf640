package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.http.WebSocketChannel;
import dev.postern.protocol.BinaryMessage;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Message;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from an application to its session, by demand: there is another read when the session has
 * taken all of the last one. A client that does not read thus fills the application's socket, and of our
 * memory one read at most.
 *
 * <p>Thread-safe. One thread at a time passes on; who comes meanwhile leaves it to that one.
 */
final class UpstreamReader {

    private final WebSocketChannel upstream;
    private final Session session;
    private final UpstreamSender sender;
    private final BinaryMode binaryMode;

    /** Who raises it from 0 passes on, and goes on until it is 0 again. */
    private final AtomicInteger asked = new AtomicInteger();

    /** Whether to throw away what comes: the session is over. */
    private volatile boolean discarding;

    // Guarded by this
    private @Nullable ArrayDeque<Message> arrived;
    private @Nullable CloseStatus ending;

    /** Calls that brought something and were not followed by a demand. */
    private int unanswered;

    // Touched by who passes on
    private @Nullable ArrayDeque<Message> passing;

    /** Whether the session had room for no more when it was last given something. */
    private boolean full;

    UpstreamReader(
            WebSocketChannel upstream,
            Session session,
            UpstreamSender sender,
            BinaryMode binaryMode) {
        this.upstream = upstream;
        this.session = session;
        this.sender = sender;
        this.binaryMode = binaryMode;
    }

    void texts(List<String> texts) {
        ArrayDeque<Message> messages = new ArrayDeque<>(texts.size() + 1);
        texts.forEach(text -> messages.add(new EncodedMessage(text)));
        arrived(messages);
        readOn();
    }

    void binary(ByteBuffer data) {
        ArrayDeque<Message> messages = new ArrayDeque<>(2);
        messages.add(new BinaryMessage(data));
        arrived(messages);
        readOn();
    }

    private synchronized void arrived(ArrayDeque<Message> messages) {
        unanswered++;
        if (arrived == null) {
            arrived = messages;
        } else {
            arrived.addAll(messages);
        }
    }

    /** Nothing comes any more; the session hears that behind what has come. */
    void end(CloseStatus why) {
        synchronized (this) {
            ending = why;
        }
        readOn();
    }

    /** Goes on if it was the session's lack of room that stopped it. */
    void readOn() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int answered;
        do {
            answered = asked.get();
            passOn();
        } while (asked.addAndGet(-answered) != 0);
    }

    /** From now on throws away what comes: the session is over. */
    void discard() {
        discarding = true;
        readOn();
    }

    private void passOn() {
        while (hasMessages()) {
            if (!hasRoom()) {
                return;
            }
            pass(Objects.requireNonNull(passing).remove());
        }
        CloseStatus how = takeEnding();
        if (how != null) {
            session.close(how);
        }
        if (hasRoom()) {
            for (int calls = takeUnanswered(); calls > 0; calls--) {
                upstream.demand();
            }
        }
    }

    private boolean hasMessages() {
        if (passing == null || passing.isEmpty()) {
            passing = takeArrived();
        }
        return passing != null;
    }

    private synchronized @Nullable ArrayDeque<Message> takeArrived() {
        ArrayDeque<Message> taken = arrived;
        arrived = null;
        return taken;
    }

    private synchronized @Nullable CloseStatus takeEnding() {
        CloseStatus taken = ending;
        ending = null;
        return taken;
    }

    private synchronized int takeUnanswered() {
        int taken = unanswered;
        unanswered = 0;
        return taken;
    }

    /** Only a session that was given too much says when there is room again. */
    private boolean hasRoom() {
        full = full && !discarding && !session.isWritable();
        return !full;
    }

    private void pass(Message message) {
        if (discarding) {
            return;
        }
        if (message instanceof EncodedMessage text) {
            full = !session.send(text);
        } else if (message instanceof BinaryMessage binary) {
            passBinary(binary.data());
        }
    }

    private void passBinary(ByteBuffer data) {
        if (session.handshake().transport() == Transport.RAW_WEBSOCKET) {
            full = !session.sendBinary(data);
        } else if (binaryMode == BinaryMode.BASE64) {
            ByteBuffer encoded = Base64.getEncoder().encode(data);
            full = !session.send(StandardCharsets.ISO_8859_1.decode(encoded).toString());
        } else {
            discarding = true;
            session.close(CloseStatus.BINARY_UNSUPPORTED);
            sender.close(CloseStatus.BINARY_UNSUPPORTED);
        }
    }
}
