package dev.postern.jetty;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * An EndPoint that can be read once for each time that is allowed, and then says there is nothing more,
 * upon which Jetty's read loop asks the selector to be told of more. That keeps a peer that floods from
 * holding the selector's thread, and saves the read that only finds out that all has been read.
 *
 * <p>All else goes to the EndPoint within.
 */
final class OneReadEndPoint implements EndPoint, EndPoint.Wrapper {

    private final EndPoint within;

    /** Set and cleared by whoever reads; they take turns. A lost update costs one read more. */
    private boolean allowed;

    OneReadEndPoint(EndPoint within) {
        this.within = within;
    }

    void allowOne() {
        allowed = true;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (!allowed) {
            return 0;
        }
        allowed = false;
        return within.fill(buffer);
    }

    @Override
    public EndPoint unwrap() {
        return within;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return within.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return within.getRemoteSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return within.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return within.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        within.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return within.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return within.isInputShutdown();
    }

    @Override
    public void close(Throwable cause) {
        within.close(cause);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return within.flush(buffers);
    }

    @Override
    public Object getTransport() {
        return within.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return within.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long millis) {
        within.setIdleTimeout(millis);
    }

    @Override
    public void fillInterested(Callback callback) {
        within.fillInterested(callback);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return within.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return within.isFillInterested();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        within.write(callback, buffers);
    }

    @Override
    public Callback cancelWrite(Throwable cause) {
        return within.cancelWrite(cause);
    }

    @Override
    public Connection getConnection() {
        return within.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        within.setConnection(connection);
    }

    @Override
    public void onOpen() {
        within.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        within.onClose(cause);
    }

    @Override
    public void upgrade(Connection newConnection) {
        within.upgrade(newConnection);
    }

    @Override
    public SslSessionData getSslSessionData() {
        return within.getSslSessionData();
    }
}
