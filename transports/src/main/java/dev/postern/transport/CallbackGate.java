package dev.postern.transport;

import dev.postern.api.Counter;
import dev.postern.http.Exchange;
import dev.postern.protocol.CallbackName;

import java.util.function.Consumer;

/** Lets a request with a safe callback name pass; answers any other with 500, as SockJS says. */
final class CallbackGate {

    private final TransportContext context;

    CallbackGate(TransportContext context) {
        this.context = context;
    }

    void admit(Exchange exchange, Consumer<String> withName) {
        CallbackName callback = CallbackName.parse(exchange.query());
        if (callback instanceof CallbackName.Valid valid) {
            withName.accept(valid.name());
        } else if (callback instanceof CallbackName.Refused refused) {
            context.counters().add(Counter.BAD_CALLBACK);
            Answers.sessionText(exchange, 500, refused.answer() + "\n", context.cookieNeeded());
        }
    }
}
