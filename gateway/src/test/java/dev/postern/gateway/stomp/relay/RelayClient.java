package dev.postern.gateway.stomp.relay;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Transport;
import dev.postern.protocol.EncodedMessage;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompConnection;
import dev.postern.stomp.StompFault;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompSession;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session that a gate has brought to a relay, in a test. */
final class RelayClient implements StompSession, Connecting {

    final List<String> received = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> binaries = new CopyOnWriteArrayList<>();
    volatile boolean writable = true;
    volatile boolean paused;
    volatile @Nullable StompFault fault;
    volatile @Nullable CloseStatus closed;

    private final Transport transport;
    private final Identity identity;
    private volatile @Nullable StompConnection connection;

    RelayClient(Transport transport) {
        this(transport, Identity.ANONYMOUS);
    }

    RelayClient(Transport transport, Identity identity) {
        this.transport = transport;
        this.identity = identity;
    }

    /** Brings it to the relay and says CONNECT. */
    static RelayClient connect(Relay relay) {
        return connect(relay, Transport.WEBSOCKET);
    }

    static RelayClient connect(Relay relay, Transport transport) {
        return connect(relay, new RelayClient(transport));
    }

    static RelayClient connect(Relay relay, Identity identity) {
        return connect(relay, new RelayClient(Transport.WEBSOCKET, identity));
    }

    private static RelayClient connect(Relay relay, RelayClient client) {
        relay.connect(client, client);
        if (client.closed != null) {
            return client;
        }
        client.says(StompCommand.CONNECT, "", "accept-version", "1.2", "heart-beat", "0,0");
        return client;
    }

    void says(StompCommand command, String body, String... headers) {
        toRelay().onFrame(StompFrame.of(command, StompHeaders.of(headers), body));
    }

    void leaves() {
        toRelay().onClose(CloseStatus.GOING_AWAY);
    }

    void keepsUpAgain() {
        writable = true;
        toRelay().onWritable();
    }

    private StompConnection toRelay() {
        StompConnection there = connection;
        if (there == null) {
            throw new AssertionError("not taken");
        }
        return there;
    }

    @Override
    public void accept(BackendConnection accepted, @Nullable String subProtocol) {
        connection = (StompConnection) accepted;
    }

    @Override
    public void refuse(CloseStatus why) {
        closed = why;
    }

    @Override
    public void onAbandoned(Runnable cancel) {}

    @Override
    public StompVersion version() {
        return StompVersion.V1_2;
    }

    @Override
    public void fail(StompFault why) {
        fault = why;
        close(why.status());
    }

    @Override
    public Handshake handshake() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere", 1);
        return new Handshake(
                transport,
                "/stomp",
                null,
                Headers.EMPTY,
                List.of(),
                nowhere,
                nowhere,
                false,
                identity);
    }

    @Override
    public boolean send(EncodedMessage message) {
        received.add(message.text());
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        binaries.add(data);
        return writable;
    }

    @Override
    public int maxMessage() {
        return 1 << 20;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close(CloseStatus status) {
        if (closed == null) {
            closed = status;
            toRelay().onClose(status);
        }
    }
}
