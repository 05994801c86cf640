package dev.postern.gateway.upstream;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;

import java.nio.ByteBuffer;

/** A session's end of the bridge: what it says goes to the application behind it. */
final class UpstreamBridge implements BackendConnection {

    private final UpstreamSender sender;
    private final UpstreamReader reader;

    UpstreamBridge(UpstreamSender sender, UpstreamReader reader) {
        this.sender = sender;
        this.reader = reader;
    }

    @Override
    public void onText(String text) {
        sender.text(text);
    }

    @Override
    public void onBinary(ByteBuffer data) {
        sender.binary(data);
    }

    @Override
    public void onWritable() {
        reader.readOn();
    }

    @Override
    public void onClose(CloseStatus status) {
        sender.close(status);
        reader.discard();
    }
}
