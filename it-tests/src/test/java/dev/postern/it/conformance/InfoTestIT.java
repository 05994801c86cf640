package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Info test". */
@WithDemo
class InfoTestIT {

    private final Service echo;
    private final Service withoutWebSocket;

    InfoTestIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        withoutWebSocket = Service.of(gateway, "/disabled_websocket_echo");
    }

    @Test
    void basic() throws IOException {
        Response response = echo.get("/info", "Origin: test");
        assertThat(response.status()).isEqualTo(200);
        Verify.contentType(response, "application/json;charset=UTF-8");
        Verify.noCookie(response);
        Verify.notCached(response);
        Verify.cors(response, "test");

        Info info = Info.parse(response.body());
        assertThat(info.websocket()).isTrue();
        assertThat(info.origins()).isEqualTo("[\"*:*\"]");
        assertThat(info.cookieNeeded()).isFalse();
    }

    @Test
    void entropy() throws IOException {
        long one = Info.parse(echo.get("/info").body()).entropy();
        long other = Info.parse(echo.get("/info").body()).entropy();
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void options() throws IOException {
        Verify.preflight(echo, "/info", "GET");
    }

    @Test
    void optionsNullOrigin() throws IOException {
        Response response =
                echo.options("/info", "Origin: null", "Access-Control-Request-Method: POST");
        assertThat(response.status()).isIn(200, 204);
        assertThat(response.body()).isEmpty();
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("null");
    }

    @Test
    void disabledWebsocket() throws IOException {
        Response response = withoutWebSocket.get("/info");
        assertThat(response.status()).isEqualTo(200);
        assertThat(Info.parse(response.body()).websocket()).isFalse();
    }
}
