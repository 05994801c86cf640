package dev.postern.it.backend;

import dev.postern.it.support.Ending;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The application as a plain WebSocket server behind the gateway. */
final class BridgedApplication {

    private record Peer(UpstreamSocket socket) implements Application.Peer {

        @Override
        public String key() {
            return socket.parameter("k");
        }

        @Override
        public void send(String text) throws IOException {
            socket.send(text);
        }

        @Override
        public void close(int code, String reason) throws IOException {
            socket.sendClose(code, reason);
        }
    }

    private BridgedApplication() {}

    static TestUpstream serve(Application application) {
        return TestUpstream.serve(socket -> {
            Peer peer = new Peer(socket);
            if (peer.key().startsWith(ApplicationContract.REFUSED)) {
                socket.refuse(403);
                return;
            }
            socket.accept();
            try {
                socket.readToEnd(message -> {
                    try {
                        application.hears(peer, message.text());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } finally {
                Ending ending = socket.ended().getNow(Ending.lost("by its own failure"));
                application.ended(peer.key(), ending.code());
            }
        });
    }
}
