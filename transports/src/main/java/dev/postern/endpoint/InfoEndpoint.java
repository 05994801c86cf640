package dev.postern.endpoint;

import dev.postern.http.CachePolicy;
import dev.postern.http.Completion;
import dev.postern.http.CorsPolicy;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Quoting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /info} (SockJS protocol, "Info test"). The client measures its round trip by this answer and
 * derives all its time-outs from it, so nothing here may wait.
 */
final class InfoEndpoint {

    private static final HeaderField JSON =
            HeaderField.constant("Content-Type", "application/json; charset=UTF-8");

    private final SecureRandom random = new SecureRandom();
    private final boolean websocket;
    private final boolean cookieNeeded;
    private final List<InfoPart> parts;

    InfoEndpoint(boolean websocket, boolean cookieNeeded, List<InfoPart> parts) {
        this.websocket = websocket;
        this.cookieNeeded = cookieNeeded;
        this.parts = List.copyOf(parts);
    }

    void handle(Exchange exchange) {
        InfoAnswer answer = new InfoAnswer(websocket, null);
        for (InfoPart part : parts) {
            answer = part.apply(exchange, answer);
        }
        List<HeaderField> fields = new ArrayList<>(6);
        fields.add(JSON);
        fields.add(CachePolicy.NOT_CACHED);
        fields.addAll(CorsPolicy.fields(exchange.header("Origin"), null));
        exchange.respond(new ResponseHead(200, fields), json(answer), Completion.IGNORED);
    }

    private ByteBuffer json(InfoAnswer answer) {
        // SockJS: a random number of 0 to 2^32-1.
        long entropy = Integer.toUnsignedLong(random.nextInt());
        StringBuilder json = new StringBuilder(96)
                .append("{\"websocket\":")
                .append(answer.websocket())
                .append(",\"origins\":[\"*:*\"],\"cookie_needed\":")
                .append(cookieNeeded)
                .append(",\"entropy\":")
                .append(entropy);
        if (answer.baseUrl() != null) {
            json.append(",\"base_url\":")
                    .append(new String(
                            new EncodedMessage(answer.baseUrl()).quoted(Quoting.JSON),
                            StandardCharsets.UTF_8));
        }
        return ByteBuffer.wrap(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
    }
}
