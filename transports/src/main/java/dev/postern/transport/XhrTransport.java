package dev.postern.transport;

import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.ReceiverTraits;

/** {@code xhr_streaming} and {@code xhr}: one transport with two budgets. */
public final class XhrTransport implements SessionTransport {

    private final ReceiveEndpoint receivers;
    private final Transport transport;
    private final FrameFormat format;
    private final ReceiverTraits traits;

    private XhrTransport(
            ReceiveEndpoint receivers,
            Transport transport,
            FrameFormat format,
            ReceiverTraits traits) {
        this.receivers = receivers;
        this.transport = transport;
        this.format = format;
        this.traits = traits;
    }

    public static XhrTransport streaming(TransportContext context) {
        return new XhrTransport(
                new ReceiveEndpoint(context),
                Transport.XHR_STREAMING,
                FrameFormat.XHR_STREAMING,
                context.streaming());
    }

    public static XhrTransport polling(TransportContext context) {
        return new XhrTransport(
                new ReceiveEndpoint(context),
                Transport.XHR_POLLING,
                FrameFormat.XHR,
                context.polling());
    }

    @Override
    public void handle(Exchange exchange, String session) {
        receivers.receive(exchange, session, transport, format, traits);
    }
}
