package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.UUID;

/** SockJS protocol, "Session URLs". */
@WithDemo
class SessionUrlsIT {

    private final Service echo;

    SessionUrlsIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void anyValue() throws IOException {
        String unique = UUID.randomUUID().toString();
        for (String path :
                new String[] {"/a/a", "/_/_", "/1/", "/abcdefgh_i-j%20/abcdefg_i-j%20"}) {
            Verify.ok(echo.post(path + unique + "/xhr"), "o\n");
        }
    }

    @Test
    void invalidPaths() throws IOException {
        for (String path : new String[] {"//", "/a./a", "/a/a.", "/./.", "/", "///"}) {
            Verify.notFound(echo.get(path + "/xhr"));
            Verify.notFound(echo.post(path + "/xhr"));
        }
    }

    @Test
    void ignoringServerId() throws IOException {
        String session = UUID.randomUUID().toString();
        Verify.ok(echo.post("/000/" + session + "/xhr"), "o\n");
        Verify.accepted(echo.postBody("/000/" + session + "/xhr_send", "[\"a\"]"));
        Verify.ok(echo.post("/999/" + session + "/xhr"), "a[\"a\"]\n");
    }
}
