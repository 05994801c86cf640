package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerAddress;
import dev.postern.http.IpAddresses;

import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One session's search for a broker: tries address after address until one answers its CONNECT with
 * anything at all. A broker that accepts a connection and ends it without a word, as one does that is
 * just starting or stopping, has not answered.
 */
final class BrokerAttempt {

    /** Hears once how it went; neither, where it was abandoned before. */
    interface Outcome {

        /**
         * A broker has answered.
         *
         * @return who uses the connection from now on, or null where nobody does
         */
        BrokerConnection.@Nullable User answered(
                BrokerConnection connection, BrokerAddress address);

        /**
         * None has.
         *
         * @param cause a {@link TimeoutException} where the last one did not answer in time
         */
        void failed(BrokerAddress last, Throwable cause);
    }

    private final BrokerAccess access;
    private final byte[] connectFrame;
    private final Outcome outcome;
    private final Deque<BrokerAddress> addresses;
    private final long deadline;

    /** What the name of the address at hand stands for. Touched by one try after the other. */
    private final Deque<InetSocketAddress> sockets = new ArrayDeque<>();

    private BrokerAddress address;
    private volatile @Nullable Try current;
    private volatile boolean abandoned;

    BrokerAttempt(BrokerAccess access, byte[] connectFrame, Outcome outcome) {
        this.access = access;
        this.connectFrame = connectFrame;
        this.outcome = outcome;
        long now = access.connector().now();
        this.deadline = now + access.timeout().toNanos();
        this.addresses = new ArrayDeque<>(access.addresses().inTurn(now));
        this.address = addresses.getFirst();
    }

    void start() {
        nextAddress(new TimeoutException("no address was tried"));
    }

    /** Ends it at whatever point it is. From any thread. */
    void abandon() {
        abandoned = true;
        Try running = current;
        if (running != null) {
            running.cancel();
        }
    }

    private void nextAddress(Throwable soFar) {
        BrokerAddress next = addresses.pollFirst();
        if (next == null) {
            if (!abandoned) {
                outcome.failed(address, soFar);
            }
            return;
        }
        address = next;
        InetAddress literal = IpAddresses.parse(next.host());
        if (literal != null) {
            sockets.add(new InetSocketAddress(literal, next.port()));
            nextSocket(soFar);
            return;
        }
        try {
            access.connector()
                    .resolve(
                            next.host(),
                            next.port(),
                            access.timeout(),
                            Promise.from(found -> resolved(found, soFar), this::failed));
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void resolved(List<InetSocketAddress> found, Throwable soFar) {
        sockets.addAll(found);
        nextSocket(soFar);
    }

    private void nextSocket(Throwable soFar) {
        InetSocketAddress socket = sockets.pollFirst();
        if (socket == null) {
            failed(soFar);
            return;
        }
        long left = deadline - access.connector().now();
        if (abandoned || left <= 0) {
            addresses.clear();
            nextAddress(soFar);
            return;
        }
        // What is left is shared by those that are left.
        new Try(socket, left / (1 + sockets.size() + addresses.size())).start();
    }

    private void failed(Throwable cause) {
        access.addresses().failed(address, access.connector().now());
        nextAddress(cause);
    }

    /** One TCP connection. */
    private final class Try implements BrokerConnection.User {

        private final InetSocketAddress socket;
        private final long timeout;
        private final AtomicBoolean settled = new AtomicBoolean();
        private volatile @Nullable BrokerConnection connection;
        private volatile Scheduler.@Nullable Task alarm;

        Try(InetSocketAddress socket, long timeout) {
            this.socket = socket;
            this.timeout = timeout;
        }

        void start() {
            current = this;
            try {
                alarm = access.connector().schedule(this::expired, timeout);
                access.connect(socket, this, this::notConnected);
            } catch (RuntimeException | Error e) {
                over(e);
            }
            if (abandoned) {
                cancel();
            }
        }

        private void expired() {
            over(new TimeoutException("it does not answer"));
        }

        void cancel() {
            settle();
            cut(new TimeoutException("the session is over"));
        }

        private void notConnected(Throwable cause) {
            over(cause);
        }

        private void over(Throwable cause) {
            if (settle()) {
                cut(cause);
                nextSocket(cause);
            }
        }

        /** Whether nobody has done so before. */
        private boolean settle() {
            if (!settled.compareAndSet(false, true)) {
                return false;
            }
            Scheduler.Task pending = alarm;
            if (pending != null) {
                pending.cancel();
            }
            return true;
        }

        private void cut(Throwable cause) {
            BrokerConnection established = connection;
            if (established != null) {
                established.end(cause);
            }
        }

        @Override
        public void opened(BrokerConnection established) {
            connection = established;
            established.add(connectFrame);
            established.flush();
            if (settled.get()) {
                cut(new TimeoutException("too late"));
            }
        }

        @Override
        public boolean received(BrokerConnection established, ByteBuffer bytes) {
            BrokerConnection.User user = settle() ? outcome.answered(established, address) : null;
            if (user == null) {
                established.end(new TimeoutException("the session is over"));
                return false;
            }
            access.addresses().reached(address);
            established.handTo(user);
            return user.received(established, bytes);
        }

        @Override
        public boolean hasRoom() {
            return false;
        }

        @Override
        public void written(int bytes) {}

        @Override
        public void ended(BrokerConnection established, Throwable cause) {
            over(cause);
        }
    }
}
