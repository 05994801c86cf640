package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Greeting url". */
@WithDemo
class BaseUrlGreetingIT {

    private final Service echo;

    BaseUrlGreetingIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @Test
    void greeting() throws IOException {
        for (String path : new String[] {"", "/"}) {
            Response response = echo.get(path);
            Verify.ok(response, "Welcome to SockJS!\n");
            Verify.contentType(response, "text/plain;charset=UTF-8");
            Verify.noCookie(response);
        }
    }

    @Test
    void notFound() throws IOException {
        for (String path : new String[] {"/a", "/a.html", "//", "///", "/a/a", "/a/a/", "/a/"}) {
            Verify.notFound(echo.get(path));
        }
    }
}
