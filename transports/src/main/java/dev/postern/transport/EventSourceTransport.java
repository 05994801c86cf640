package dev.postern.transport;

import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.ReceiverTraits;

/** {@code eventsource}: frames as events of an event stream (HTML Living Standard §9.2). */
public final class EventSourceTransport implements SessionTransport {

    private final ReceiveEndpoint receivers;
    private final ReceiverTraits traits;

    public EventSourceTransport(TransportContext context) {
        this.receivers = new ReceiveEndpoint(context);
        this.traits = context.streaming();
    }

    @Override
    public void handle(Exchange exchange, String session) {
        receivers.receive(
                exchange, session, Transport.EVENT_SOURCE, FrameFormat.EVENT_SOURCE, traits);
    }
}
