package dev.postern.benchmark.load;

import java.util.concurrent.ThreadLocalRandom;

/** Makes carriers for one order, each with a session id of its own. */
final class Carriers {

    private final Loop loop;
    private final Order order;
    private final Payload payload;
    private final String base = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    private int made;

    Carriers(Loop loop, Order order, Payload payload) {
        this.loop = loop;
        this.order = order;
        this.payload = payload;
    }

    Carrier make(Carrier.Listener listener) {
        String session = order.path() + "/000/" + base + made++;
        return switch (order.protocol()) {
            case WEBSOCKET ->
                WebSocketCarrier.sockJs(
                        loop, order.port(), session + "/websocket", payload, listener);
            case RAW_WEBSOCKET ->
                WebSocketCarrier.raw(loop, order.port(), order.path(), payload, listener);
            case XHR_STREAMING -> http(session, HttpStyle.XHR_STREAMING, listener);
            case XHR_POLLING -> http(session, HttpStyle.XHR_POLLING, listener);
            case EVENTSOURCE -> http(session, HttpStyle.EVENTSOURCE, listener);
            case HTMLFILE -> http(session, HttpStyle.HTMLFILE, listener);
            case JSONP -> http(session, HttpStyle.JSONP, listener);
        };
    }

    private Carrier http(String session, HttpStyle style, Carrier.Listener listener) {
        return new HttpCarrier(loop, order.port(), session, style, payload, listener);
    }
}
