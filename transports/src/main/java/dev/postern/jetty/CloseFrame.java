package dev.postern.jetty;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

import java.nio.ByteBuffer;

/**
 * A Close frame of any code after which Jetty waits for the peer's. Jetty asks a frame for its status;
 * told one like 1001 or 1013 it would drop what is queued and cut the connection after the frame, with
 * the peer's bytes unread, so that the reset that follows can overtake the frame.
 */
final class CloseFrame extends Frame implements CloseStatus.Supplier {

    /**
     * A frame that says why.
     *
     * @param code one that may be sent (RFC 6455 §7.4), or 1005 for none
     * @param reason cut to 123 bytes of UTF-8
     */
    CloseFrame(int code, String reason) {
        super(OpCode.CLOSE, payload(code, reason));
    }

    @Override
    public CloseStatus getCloseStatus() {
        return CloseStatus.NORMAL_STATUS;
    }

    private static ByteBuffer payload(int code, String reason) {
        return code == CloseStatus.NO_CODE
                ? ByteBuffer.allocate(0)
                : CloseStatus.asPayloadBuffer(code, reason);
    }
}
