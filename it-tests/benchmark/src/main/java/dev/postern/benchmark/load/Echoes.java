package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Every session keeps its depth of messages in flight, and wants them back in order. */
final class Echoes implements Workload {

    private final Order order;
    private final Loop loop;
    private final Payload payload;
    private final Tally tally;
    private final List<Talk> talks = new ArrayList<>();
    private final List<Carrier> carriers = new ArrayList<>();
    private @Nullable Opening opening;
    private boolean stopped;

    Echoes(Order order, Loop loop, Payload payload, Carriers factory, Tally tally) {
        this.order = order;
        this.loop = loop;
        this.payload = payload;
        this.tally = tally;
        for (int i = 0; i < order.sessions(); i++) {
            Talk talk = new Talk(i);
            talk.carrier = factory.make(talk);
            talks.add(talk);
            carriers.add(talk.carrier);
        }
        opening = Opening.begin(carriers);
    }

    @Override
    public void go() {
        if (order.kind() == Order.Kind.ECHO) {
            talks.forEach(talk -> talk.send(order.depth()));
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        carriers.forEach(Carrier::close);
    }

    private final class Talk implements Carrier.Listener {

        private final int id;
        private final long[] sentAt = new long[order.depth()];
        private @Nullable Carrier carrier;
        private int sent;
        private int received;
        private int receivedBefore;

        Talk(int id) {
            this.id = id;
        }

        @Override
        public void opened() {
            tally.opened();
            Opening others = opening;
            if (others != null) {
                others.oneMore();
            }
        }

        private void send(int count) {
            Carrier to = carrier;
            if (to != null) {
                for (int i = 0; i < count; i++) {
                    sentAt[(sent + i) % sentAt.length] = loop.now();
                }
                tally.sent(count);
                to.send(id, sent, count);
                sent += count;
            }
        }

        @Override
        public void message(byte[] bytes, int at) {
            if (received == sent || !payload.matches(bytes, at, id, received)) {
                failed("session " + id + " expected message " + received + " of " + sent + ", got "
                        + SockJsFrames.shown(bytes, at, at + payload.length()));
                return;
            }
            tally.arrived(sentAt[received % sentAt.length]);
            received++;
        }

        @Override
        public void batchEnd() {
            int count = received - receivedBefore;
            receivedBefore = received;
            if (count > 0 && !stopped) {
                send(count);
            }
        }

        @Override
        public void failed(String why) {
            tally.failed(why);
        }
    }
}
