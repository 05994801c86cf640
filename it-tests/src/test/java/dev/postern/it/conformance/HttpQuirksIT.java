package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** The official http-quirks: what clients do that HTTP does not quite allow. */
@WithDemo
class HttpQuirksIT {

    private final GatewayProcess gateway;

    HttpQuirksIT(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** A POST that says nothing of a body has none (RFC 9112 §6.3). */
    @Test
    void emptyContentLengthForPost() throws IOException {
        Service session = Service.of(gateway, "/echo").session();
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            http.head("POST " + session.base() + "/xhr HTTP/1.1", "Host: 127.0.0.1");
            Verify.ok(http.read(), "o\n");
        }
    }
}
