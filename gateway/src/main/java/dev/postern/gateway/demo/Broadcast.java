package dev.postern.gateway.demo;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Session;
import dev.postern.api.Turn;
import dev.postern.protocol.EncodedMessage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends what any session says to all of them, encoded once. */
final class Broadcast {

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    BackendConnection join(Session session) {
        sessions.add(session);
        return new BackendConnection() {
            @Override
            public void onText(String text) {
                EncodedMessage message = new EncodedMessage(text);
                Turn.run(() -> sessions.forEach(each -> each.send(message)));
            }

            @Override
            public void onClose(CloseStatus status) {
                sessions.remove(session);
            }
        };
    }
}
