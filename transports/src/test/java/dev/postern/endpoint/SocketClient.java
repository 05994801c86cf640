package dev.postern.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.List;

/** A WebSocket, with SockJS frames or without. */
final class SocketClient implements TransportClient {

    private final Reply exchange;
    private final boolean framed;
    private boolean heardOpen;

    SocketClient(Reply exchange, boolean framed) {
        this.exchange = exchange;
        this.framed = framed;
    }

    SocketEnd channel() {
        return exchange.channel();
    }

    @Override
    public Heard hear() {
        if (exchange.channel() == null) {
            return exchange.status() == 0 ? Heard.NOTHING : Heard.status(exchange.status());
        }
        if (!framed && !heardOpen) {
            heardOpen = true;
            return Heard.OPEN;
        }
        SocketEnd.Sent next = exchange.channel().next();
        if (next == null) {
            return Heard.NOTHING;
        }
        if (next.text() != null) {
            return framed ? Heard.frame(next.text()) : Heard.messages(next.text());
        }
        // The client answers the Close frame; a framed one has heard why before.
        exchange.channel().receiveClose(next.closeCode(), next.closeReason());
        return framed ? hear() : Heard.close(next.closeCode(), next.closeReason());
    }

    @Override
    public int send(String... messages) {
        if (framed) {
            return sendRaw(json(messages));
        }
        List.of(messages).forEach(this::sendRaw);
        return 204;
    }

    @Override
    public int sendRaw(String payload) {
        exchange.channel().receive(payload);
        return 204;
    }

    @Override
    public int sent() {
        return 204;
    }

    static String json(String... messages) {
        try {
            return new ObjectMapper().writeValueAsString(messages);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stopReading() {
        exchange.stall();
    }

    @Override
    public void readOn() {
        exchange.goOn();
    }

    @Override
    public void leave() {
        exchange.leave();
    }

    @Override
    public boolean isCut() {
        return exchange.channel() == null
                ? exchange.isAborted()
                : exchange.channel().isCut();
    }
}
