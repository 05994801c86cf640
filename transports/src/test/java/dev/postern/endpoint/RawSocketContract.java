package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What holds for the WebSocket without frames. */
interface RawSocketContract extends SocketContract {

    @Test
    default void aRefusalIsAnHttpStatus() {
        serve(Limits.DEFAULT);
        record Row(CloseStatus why, int status, String header) {}
        for (Row row : List.of(
                new Row(CloseStatus.UNAUTHORIZED, 401, "WWW-Authenticate"),
                new Row(CloseStatus.FORBIDDEN, 403, null),
                new Row(CloseStatus.BAD_GATEWAY, 502, null),
                new Row(CloseStatus.TRY_AGAIN_LATER, 503, "Retry-After"),
                new Row(CloseStatus.TIMEOUT, 504, null))) {
            backend().answer = (session, how) -> how.refuse(row.why());
            Reply exchange = driver().ask(Asked.upgrade("/echo/websocket"));
            assertThat(exchange.status()).isEqualTo(row.status());
            assertThat(exchange.text()).isEqualTo(row.why().reason() + "\n");
            if (row.header() != null) {
                assertThat(exchange.responseHeader(row.header())).hasSize(1);
            }
        }
        assertThat(heard()).isEmpty();
    }

    @Test
    default void theHandshakeWaitsForTheBackendHoweverLong() {
        serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {};
        TransportClient client = driver().open("s");
        driver().pass(Limits.DEFAULT.stall());
        assertThat(client.hear()).isEqualTo(Heard.NOTHING);
        backend().connecting.refuse(CloseStatus.TIMEOUT);
        assertThat(client.hear()).isEqualTo(Heard.status(504));
    }

    @Test
    default void isAtThePrefixToo() {
        serve(Limits.DEFAULT);
        assertThat(driver().ask(Asked.upgrade("/echo")).channel()).isNotNull();
        assertThat(driver().ask(Asked.upgrade("/echo/")).channel()).isNotNull();
        assertThat(backend().sessions).hasSize(2);
    }

    @Test
    default void aLoneSurrogateIsReplacedAsInABrowser() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().send("a\ud83db");
        assertThat(client.hear()).isEqualTo(Heard.messages("a\ufffdb"));
    }

    @Test
    default void whatIsTooManyIs503() {
        serve(Limits.DEFAULT.withMaxSessions(1));
        assertThat(driver().open("s").hear()).isEqualTo(Heard.OPEN);
        Reply refused = driver().ask(Asked.upgrade("/echo/websocket"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.responseHeader("Retry-After")).hasSize(1);
    }
}
