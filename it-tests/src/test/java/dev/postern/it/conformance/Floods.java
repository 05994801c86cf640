package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawWebSocket;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Connections that take places: by talking slowly, by saying nothing, by being one too many. */
final class Floods implements AutoCloseable {

    /** The rows whose cases are here. */
    static final Set<String> ROWS = Set.of("slow-head", "one-too-many");

    private static final Duration AT_LEAST = Duration.ofSeconds(9);
    private static final Duration AT_MOST = Duration.ofSeconds(25);

    private final Trickle slowHead;
    private final Trickle slowSecondHead;
    private final GatewayProcess small;

    private Floods(Trickle slowHead, Trickle slowSecondHead, GatewayProcess small) {
        this.slowHead = slowHead;
        this.slowSecondHead = slowSecondHead;
        this.small = small;
    }

    static Floods start(Service echo) throws IOException {
        String part = "GET " + echo.base() + "/info HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
        Trickle first = new Trickle(RawHttp.connect(echo.port()).send(part));
        RawHttp again = RawHttp.connect(echo.port());
        assertThat(again.request("GET", echo.base() + "/info", null).read().status())
                .isEqualTo(200);
        return new Floods(
                first,
                new Trickle(again.send(part)),
                GatewayProcess.start("--demo", "--max-connections", "1"));
    }

    Map<String, BadInputCase> cases() {
        return Map.of("slow-head", this::slowHead, "one-too-many", this::oneTooMany);
    }

    private List<String> slowHead() throws Exception {
        String answer = slowHead.answer(AT_LEAST, AT_MOST);
        assertThat(slowSecondHead.answer(AT_LEAST, AT_MOST)).isEqualTo(answer);
        return List.of(answer);
    }

    private List<String> oneTooMany() throws IOException {
        Service echo = Service.of(small, "/echo");
        try (RawWebSocket inside = echo.session().webSocket()) {
            assertThat(inside.readText()).isEqualTo("o");
            List<String> answers;
            try (RawHttp outside = RawHttp.connect(small.port())) {
                RawHttp.Response refusal =
                        outside.request("GET", "/echo/info", null).read();
                assertThat(outside.atEnd()).isTrue();
                answers =
                        List.of(refusal.summary(), "Retry-After: " + refusal.header("Retry-After"));
            }
            inside.sendText("[\"still there\"]");
            assertThat(inside.readText()).isEqualTo("a[\"still there\"]");
            await().untilAsserted(() -> assertThat(small.log())
                    .filteredOn(line -> line.contains("max-connections"))
                    .singleElement()
                    .asString()
                    .contains("1 connections refused: 1 are open, which is max-connections"));
            return answers;
        }
    }

    @Override
    public void close() throws IOException {
        slowHead.close();
        slowSecondHead.close();
        small.close();
    }
}
