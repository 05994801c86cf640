package dev.postern.transport;

import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.ReceiverTraits;

/** {@code jsonp}: one frame, as a script that calls back. */
public final class JsonpTransport implements SessionTransport {

    private final ReceiveEndpoint receivers;
    private final CallbackGate callbacks;
    private final ReceiverTraits traits;

    public JsonpTransport(TransportContext context) {
        this.receivers = new ReceiveEndpoint(context);
        this.callbacks = new CallbackGate(context);
        this.traits = context.polling();
    }

    @Override
    public void handle(Exchange exchange, String session) {
        callbacks.admit(
                exchange,
                name -> receivers.receive(
                        exchange,
                        session,
                        Transport.JSONP_POLLING,
                        FrameFormat.jsonp(name),
                        traits));
    }
}
