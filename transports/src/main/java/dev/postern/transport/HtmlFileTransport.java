package dev.postern.transport;

import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.ReceiverTraits;

/** {@code htmlfile}: frames as scripts of a page that never ends, in a hidden iframe. */
public final class HtmlFileTransport implements SessionTransport {

    private final ReceiveEndpoint receivers;
    private final CallbackGate callbacks;
    private final ReceiverTraits traits;

    public HtmlFileTransport(TransportContext context) {
        this.receivers = new ReceiveEndpoint(context);
        this.callbacks = new CallbackGate(context);
        this.traits = context.streaming();
    }

    @Override
    public void handle(Exchange exchange, String session) {
        callbacks.admit(
                exchange,
                name -> receivers.receive(
                        exchange,
                        session,
                        Transport.HTML_FILE,
                        FrameFormat.htmlFile(name),
                        traits));
    }
}
