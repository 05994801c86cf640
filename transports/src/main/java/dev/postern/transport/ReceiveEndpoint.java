package dev.postern.transport;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Identity;
import dev.postern.api.Transport;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.Frame;
import dev.postern.session.LiveSession;
import dev.postern.session.ReceiverTraits;
import dev.postern.session.SessionRegistry.Lookup;

import java.nio.ByteBuffer;

/** What the HTTP transports share: a request to receive finds its session and becomes its receiver. */
final class ReceiveEndpoint {

    private final TransportContext context;

    ReceiveEndpoint(TransportContext context) {
        this.context = context;
    }

    /** Answers {@code exchange} with frames of the session {@code id}, which is opened if it is new. */
    void receive(
            Exchange exchange,
            String id,
            Transport transport,
            FrameFormat format,
            ReceiverTraits traits) {
        DiscardedBody.read(
                context, exchange, () -> attach(exchange, id, transport, format, traits));
    }

    private void attach(
            Exchange exchange,
            String id,
            Transport transport,
            FrameFormat format,
            ReceiverTraits traits) {
        Identity identity = context.identities().identify(exchange);
        Lookup lookup = context.sessions()
                .findOrOpen(id, identity, () -> context.handshake(exchange, transport, identity));
        ResponseHead head =
                Answers.sessionHead(200, format.contentType(), exchange, context.cookieNeeded());
        if (lookup instanceof Lookup.Here here) {
            context.counters().add(Counter.RECEIVERS_ATTACHED);
            LiveSession session = here.session();
            new HttpReceiver(session, exchange, head, format, traits).start();
        } else if (lookup instanceof Lookup.Over over) {
            refuse(exchange, head, format, traits, over.status());
        } else {
            context.counters().add(Counter.UNKNOWN_SESSION);
            Answers.notFound(exchange);
        }
    }

    /** {@code c} with no {@code o}: the client stops at once and can say why. */
    private static void refuse(
            Exchange exchange,
            ResponseHead head,
            FrameFormat format,
            ReceiverTraits traits,
            CloseStatus why) {
        ByteBuffer frame = format.encode(new Frame.Close(why.code(), why.reason()));
        if (traits.singleFrame()) {
            exchange.respond(head, frame, Completion.IGNORED);
            return;
        }
        exchange.begin(head, format.prelude());
        exchange.write(frame, true, Completion.IGNORED);
    }
}
