package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.RawHttp.Response;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests that would be right at another moment, and a message that would be right in another place. */
record BadTurns(Service echo, Service close) {

    Map<String, BadInputCase> cases() {
        return Map.of(
                "second-receiver", this::secondReceiver,
                "send-before-open",
                        () -> List.of(
                                echo.session().postBody("/xhr_send", "[\"a\"]").summary()),
                "send-after-close", this::sendAfterClose,
                "script-end-tag", this::scriptEndTag);
    }

    private List<String> secondReceiver() throws IOException {
        Service session = BadBodies.opened(echo);
        try (WaitingPoll first = WaitingPoll.begin(session)) {
            Response second = session.post("/xhr");
            Verify.accepted(session.postBody("/xhr_send", "[\"to the first\"]"));
            Verify.ok(first.http().read(), "a[\"to the first\"]\n");
            return List.of(second.body().strip());
        }
    }

    private List<String> sendAfterClose() throws IOException {
        Service session = close.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.ok(session.post("/xhr"), "c[3000,\"Go away!\"]\n");
        Response lingering = session.postBody("/xhr_send", "[\"a\"]");
        Response[] later = {lingering};
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    later[0] = session.postBody("/xhr_send", "[\"a\"]");
                    return later[0].status() != lingering.status();
                });
        Verify.ok(session.post("/xhr"), "c[3000,\"Go away!\"]\n");
        return List.of(lingering.summary(), later[0].summary());
    }

    private List<String> scriptEndTag() throws IOException {
        Service session = echo.session();
        try (StreamingResponse stream = StreamingResponse.htmlFile(session, "?c=x")) {
            assertThat(stream.next()).contains("\"o\"");
            Verify.accepted(session.postBody("/xhr_send", "[\"</script>\"]"));
            return List.of(stream.next().lines().skip(1).findFirst().orElse(""));
        }
    }
}
