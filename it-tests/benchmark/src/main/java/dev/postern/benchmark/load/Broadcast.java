package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The first session publishes, all receive, the publisher too. Its depth of messages is under way: the
 * next goes out when all have the eldest, but for those who stopped reading: what becomes of them is
 * the server's affair.
 */
final class Broadcast implements Workload {

    private static final int PUBLISHER = 0;

    private final Order order;
    private final Loop loop;
    private final Payload payload;
    private final Tally tally;
    private final List<Carrier> carriers = new ArrayList<>();
    private @Nullable Opening opening;
    private int published;

    /** How many messages all have. */
    private int complete;

    /** By message under way, how many do not have it yet, and when it left. */
    private final int[] missing;

    private final long[] publishedAt;
    private boolean stopped;

    Broadcast(Order order, Loop loop, Payload payload, Carriers factory, Tally tally) {
        this.order = order;
        this.loop = loop;
        this.payload = payload;
        this.tally = tally;
        this.missing = new int[order.depth()];
        this.publishedAt = new long[order.depth()];
        for (int i = 0; i < order.sessions(); i++) {
            Reader reader = new Reader(i);
            reader.carrier = factory.make(reader);
            carriers.add(reader.carrier);
        }
        opening = Opening.begin(carriers);
    }

    @Override
    public void go() {
        carriers.subList(PUBLISHER + 1, PUBLISHER + 1 + order.stalled()).forEach(Carrier::stall);
        publish(order.depth());
    }

    private void publish(int count) {
        int receivers = carriers.size() - order.stalled();
        for (int message = published; message < published + count; message++) {
            missing[message % order.depth()] = receivers;
            publishedAt[message % order.depth()] = loop.now();
        }
        tally.sent(receivers * count);
        carriers.get(PUBLISHER).send(PUBLISHER, published, count);
        published += count;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        carriers.forEach(Carrier::close);
    }

    private final class Reader implements Carrier.Listener {

        private final int id;
        private @Nullable Carrier carrier;
        private int received;
        private boolean lost;

        Reader(int id) {
            this.id = id;
        }

        private boolean reads() {
            return id == PUBLISHER || id > PUBLISHER + order.stalled();
        }

        @Override
        public void opened() {
            tally.opened();
            Opening others = opening;
            if (others != null) {
                others.oneMore();
            }
        }

        @Override
        public void message(byte[] bytes, int at) {
            if (!reads()) {
                return;
            }
            if (received == published || !payload.matches(bytes, at, PUBLISHER, received)) {
                failed("receiver " + id + " expected message " + received + " of " + published
                        + ", got " + SockJsFrames.shown(bytes, at, at + payload.length()));
                return;
            }
            int slot = received++ % order.depth();
            tally.arrived(publishedAt[slot]);
            missing[slot]--;
        }

        @Override
        public void batchEnd() {
            int before = complete;
            while (complete < published && missing[complete % order.depth()] == 0) {
                complete++;
            }
            if (complete > before && !stopped) {
                publish(complete - before);
            }
        }

        @Override
        public void failed(String why) {
            if (reads()) {
                tally.failed(why);
            } else if (!lost) {
                lost = true;
                tally.ended();
            }
        }
    }
}
