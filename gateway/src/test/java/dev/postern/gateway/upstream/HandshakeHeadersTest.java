package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.testing.FakeSession;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

class HandshakeHeadersTest {

    private final HandshakeHeaders headers = new HandshakeHeaders(
            BridgeFixture.route(
                    URI.create("ws://h/ws"),
                    Limits.DEFAULT,
                    BinaryMode.REFUSE,
                    "X-Tenant",
                    "x-trace"),
            TrustedNetworks.NONE);

    private List<String> written(Transport transport, List<String> subProtocols, String... fields) {
        HttpFields.Mutable written = HttpFields.build();
        headers.write(FakeSession.handshake(transport, null, subProtocols, fields), written);
        return written.stream()
                .map(field -> field.getName() + ": " + field.getValue())
                .filter(line -> !line.startsWith("X-Forwarded") && !line.startsWith("Forwarded"))
                .toList();
    }

    @Test
    void theListedOnesPassAndNoOthers() {
        assertThat(written(
                        Transport.XHR_STREAMING,
                        List.of(),
                        "Cookie",
                        "a=1",
                        "cookie",
                        "b=2",
                        "Authorization",
                        "Bearer t",
                        "Accept-Language",
                        "de",
                        "X-Tenant",
                        "7",
                        "X-Trace",
                        "9",
                        "X-Other",
                        "no",
                        "Content-Length",
                        "5",
                        "Host",
                        "h",
                        "Sec-WebSocket-Key",
                        "k",
                        "Transfer-Encoding",
                        "chunked",
                        "Accept-Encoding",
                        "gzip"))
                .containsExactly(
                        "Cookie: a=1",
                        "cookie: b=2",
                        "Authorization: Bearer t",
                        "Accept-Language: de",
                        "X-Tenant: 7",
                        "X-Trace: 9");
    }

    @Test
    void whatConnectionNamesIsOfThatHopAlone() {
        assertThat(written(
                        Transport.WEBSOCKET,
                        List.of(),
                        "Connection",
                        "Upgrade, x-tenant",
                        "X-Tenant",
                        "7"))
                .isEmpty();
    }

    @Test
    void aRawClientsOffersPassInOrder() {
        assertThat(written(Transport.RAW_WEBSOCKET, List.of("v10.stomp", "v11.stomp")))
                .containsExactly("Sec-WebSocket-Protocol: v10.stomp, v11.stomp");
    }
}
