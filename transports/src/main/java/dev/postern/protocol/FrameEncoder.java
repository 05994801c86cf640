package dev.postern.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes frames as the client reads them (SockJS protocol, "Framing accepted by the client"). */
public final class FrameEncoder {

    private static final byte[] OPEN = {'o'};
    private static final byte[] HEARTBEAT = {'h'};

    private FrameEncoder() {}

    /**
     * One frame in one buffer: {@code before}, the frame, {@code after}.
     *
     * @param before what its transport puts in front of a frame, {@code data: } say
     * @param after what its transport ends a frame with
     * @return a heap buffer of exactly that size, ready to be read and owned by the caller
     * @throws IllegalArgumentException for a {@link BinaryMessage}, which no frame can carry
     */
    public static ByteBuffer encode(Frame frame, Quoting quoting, byte[] before, byte[] after) {
        ByteBuffer out;
        if (frame instanceof Frame.Messages messages) {
            out = messages(messages.messages(), quoting, before, after);
        } else {
            byte[] body = body(frame, quoting);
            out = allocate(body.length, before, after).put(body);
        }
        return out.put(after).flip();
    }

    private static byte[] body(Frame frame, Quoting quoting) {
        if (frame instanceof Frame.Open) {
            return OPEN;
        }
        if (frame instanceof Frame.Heartbeat) {
            return HEARTBEAT;
        }
        Frame.Close close = (Frame.Close) frame;
        byte[] start = ("c[" + close.code() + ",").getBytes(StandardCharsets.US_ASCII);
        byte[] reason = Requoting.requote(JsonQuoter.quote(close.reason()), quoting);
        return ByteBuffer.allocate(start.length + reason.length + 1)
                .put(start)
                .put(reason)
                .put((byte) ']')
                .array();
    }

    private static ByteBuffer messages(
            List<? extends Message> messages, Quoting quoting, byte[] before, byte[] after) {
        // a[ ], and a comma between every two
        long size = 3L + Math.max(0, messages.size() - 1);
        for (Message message : messages) {
            size += quoted(message, quoting).length;
        }
        ByteBuffer out = allocate(size, before, after).put((byte) 'a').put((byte) '[');
        boolean first = true;
        for (Message message : messages) {
            if (!first) {
                out.put((byte) ',');
            }
            first = false;
            out.put(quoted(message, quoting));
        }
        return out.put((byte) ']');
    }

    private static byte[] quoted(Message message, Quoting quoting) {
        if (message instanceof EncodedMessage text) {
            return text.quoted(quoting);
        }
        throw new IllegalArgumentException("a SockJS frame carries texts only");
    }

    private static ByteBuffer allocate(long size, byte[] before, byte[] after) {
        return ByteBuffer.allocate(Math.toIntExact(size + before.length + after.length))
                .put(before);
    }
}
