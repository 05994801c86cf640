package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The first session publishes, all receive, the publisher too. The next goes out when all have it,
 * but for those who stopped reading: what becomes of them is the server's affair.
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
    private int missing;
    private long publishedAt;
    private boolean stopped;

    Broadcast(Order order, Loop loop, Payload payload, Carriers factory, Tally tally) {
        this.order = order;
        this.loop = loop;
        this.payload = payload;
        this.tally = tally;
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
        publish();
    }

    private void publish() {
        missing = carriers.size() - order.stalled();
        publishedAt = loop.now();
        tally.sent(missing);
        carriers.get(PUBLISHER).send(PUBLISHER, published++, 1);
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
            received++;
            tally.arrived(publishedAt);
            missing--;
        }

        @Override
        public void batchEnd() {
            if (missing == 0 && published > 0 && !stopped) {
                publish();
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
