package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Sessions that come, echo once and go; as soon as one has gone the next comes in its place. */
final class Connects implements Workload {

    private final Loop loop;
    private final Payload payload;
    private final Carriers factory;
    private final Tally tally;
    private final List<Visit> visits = new ArrayList<>();
    private boolean stopped;

    Connects(Order order, Loop loop, Payload payload, Carriers factory, Tally tally) {
        this.loop = loop;
        this.payload = payload;
        this.factory = factory;
        this.tally = tally;
        for (int i = 0; i < order.sessions(); i++) {
            visits.add(new Visit(i));
            tally.opened();
        }
    }

    @Override
    public void go() {
        visits.forEach(Visit::begin);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        visits.forEach(Visit::leave);
    }

    private final class Visit implements Carrier.Listener {

        private final int id;
        private @Nullable Carrier carrier;
        private long beganAt;
        private int number;
        private boolean done;

        Visit(int id) {
            this.id = id;
        }

        void begin() {
            done = false;
            beganAt = loop.now();
            tally.sent(1);
            Carrier next = factory.make(this);
            carrier = next;
            next.open();
        }

        void leave() {
            Carrier last = carrier;
            if (last != null) {
                last.close();
            }
        }

        @Override
        public void opened() {
            Carrier to = carrier;
            if (to != null) {
                to.send(id, number, 1);
            }
        }

        @Override
        public void message(byte[] bytes, int at) {
            if (done || !payload.matches(bytes, at, id, number)) {
                failed("visitor " + id + " expected message " + number + ", got "
                        + SockJsFrames.shown(bytes, at, at + payload.length()));
                return;
            }
            tally.arrived(beganAt);
            number++;
            done = true;
        }

        @Override
        public void batchEnd() {
            if (done) {
                leave();
                done = false;
                if (!stopped) {
                    begin();
                }
            }
        }

        @Override
        public void failed(String why) {
            tally.failed(why);
        }
    }
}
