package dev.postern.gateway.stomp.simple;

import dev.postern.protocol.EncodedMessage;
import dev.postern.stomp.StompEncoder;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompSession;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;

/**
 * A frame for many sessions, encoded once.
 *
 * @param text null where no text can hold the body: whether a session can carry it is its own affair
 */
record SharedFrame(StompFrame frame, @Nullable EncodedMessage text) {

    static SharedFrame of(StompFrame frame, StompVersion version) {
        return new SharedFrame(
                frame,
                frame.isUtf8() ? new EncodedMessage(StompEncoder.text(frame, version)) : null);
    }

    void sendTo(StompSession session) {
        if (text == null) {
            session.send(frame);
        } else {
            session.send(text);
        }
    }
}
