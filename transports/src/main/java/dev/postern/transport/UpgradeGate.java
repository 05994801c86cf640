package dev.postern.transport;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Headers;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

/** Lets well-formed WebSocket handshakes pass and tells the others what is wrong with them. */
final class UpgradeGate {

    private static final HeaderField TEXT =
            HeaderField.constant("Content-Type", "text/plain; charset=UTF-8");
    private static final HeaderField VERSION = HeaderField.constant("Sec-WebSocket-Version", "13");
    private static final HeaderField RETRY_AFTER = HeaderField.constant("Retry-After", "5");
    private static final HeaderField BEARER = HeaderField.constant("WWW-Authenticate", "Bearer");

    private final TransportContext context;

    UpgradeGate(TransportContext context) {
        this.context = context;
    }

    /** Whether the handshake may go on; if not it is answered. */
    boolean admit(Exchange exchange) {
        if (exchange.isWebSocketUpgrade()) {
            return true;
        }
        context.counters().add(Counter.BAD_UPGRADE);
        Headers headers = exchange.headers();
        String version = headers.first("Sec-WebSocket-Version");
        if (!"websocket".equalsIgnoreCase(headers.first("Upgrade"))) {
            Answers.text(exchange, 400, "Can \"Upgrade\" only to \"WebSocket\".\n");
        } else if (headers.elements("Connection").stream().noneMatch("upgrade"::equalsIgnoreCase)) {
            Answers.text(exchange, 400, "\"Connection\" must be \"Upgrade\".\n");
        } else if (!"13".equals(version)) {
            // RFC 6455 §4.4: the answer names the versions that are spoken here.
            exchange.respond(
                    new ResponseHead(426, TEXT, VERSION),
                    Answers.utf8("This server speaks WebSocket version 13 (RFC 6455) only.\n"),
                    Completion.IGNORED);
        } else {
            Answers.text(
                    exchange,
                    400,
                    "Not a valid WebSocket handshake: GET, HTTP/1.1 and a Sec-WebSocket-Key of 16 bytes.\n");
        }
        return false;
    }

    /** The status that says the same as a close code, for a client that has no WebSocket yet. */
    static void refuse(Exchange exchange, CloseStatus why) {
        int status = why.httpStatus();
        ResponseHead head = switch (status) {
            case 503 -> new ResponseHead(status, TEXT, RETRY_AFTER);
            case 401 -> new ResponseHead(status, TEXT, BEARER);
            default -> new ResponseHead(status, TEXT);
        };
        exchange.respond(head, Answers.utf8(why.reason() + "\n"), Completion.IGNORED);
    }
}
