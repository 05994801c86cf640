package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.Json;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a page does with SockJS, on one transport, from the first open to the last close. */
final class Story {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IN_ORDER = 200;
    private static final List<String> TEXTS = List.of(
            "hello",
            "",
            "%20 and %25 and 100%",
            "grüße, Привет, 日本語, 😀",
            "\"quotes\" \\ </script> <!-- \n\t & \u2028",
            "x".repeat(20_000));

    private final Page page;
    private final NodeUpstream upstream;
    private final String url;
    private final String transport;

    /** @param url of the gateway's route, as {@code new SockJS} takes it */
    Story(Page page, NodeUpstream upstream, String url, String transport) {
        this.page = page;
        this.upstream = upstream;
        this.url = url;
        this.transport = transport;
    }

    /**
     * Tells it all, failing where it goes another way.
     *
     * @param leaving the close code that the upstream hears when the page leaves
     */
    void tell(int leaving) throws IOException {
        page.load();
        open();
        send(TEXTS);
        assertThat(awaitMessages(TEXTS.size())).isEqualTo(TEXTS);

        send(inOrder());
        assertThat(awaitMessages(TEXTS.size() + IN_ORDER)
                        .subList(TEXTS.size(), TEXTS.size() + IN_ORDER))
                .isEqualTo(inOrder());

        beClosed();
        open();
        leave(leaving);
    }

    /** As {@link #tell}, for a page that can send once and no more. */
    void tellWithOneSendASession(int leaving) throws IOException {
        for (String text : TEXTS) {
            openAfresh();
            send(List.of(text));
            assertThat(awaitMessages(1)).isEqualTo(List.of(text));
        }
        openAfresh();
        send(List.of("many " + IN_ORDER));
        assertThat(awaitMessages(IN_ORDER)).isEqualTo(inOrder());
        openAfresh();
        beClosed();
        openAfresh();
        leave(leaving);
    }

    private void openAfresh() throws IOException {
        page.load();
        open();
    }

    private static List<String> inOrder() {
        return IntStream.range(0, IN_ORDER).mapToObj(i -> "message " + i).toList();
    }

    private void beClosed() {
        send(List.of("close 4123 Schluß für heute"));
        Map<String, Object> closed = awaitSeen(seen -> seen.get("close") != null);
        assertThat(closed.get("close"))
                .isEqualTo(Map.of("code", 4123, "reason", "Schluß für heute", "wasClean", true));
        assertThat(closed.get("opens")).isEqualTo(1);
    }

    private void leave(int code) {
        String id = UUID.randomUUID().toString();
        send(List.of("id " + id));
        assertThat(awaitMessages(1)).isEqualTo(List.of("hello " + id));
        page.evaluate("socket.close()");
        assertThat(upstream.awaitCloseCode(id)).isEqualTo(code);
    }

    private void open() {
        page.evaluate("start(" + Json.write(url) + ", " + Json.write(transport) + ')');
        Map<String, Object> seen =
                awaitSeen(now -> now.get("opens").equals(1) || now.get("close") != null);
        assertThat(seen.get("close"))
                .as("close of a session that should have opened")
                .isNull();
        assertThat(seen.get("transport")).isEqualTo(transport);
    }

    private void send(List<String> texts) {
        page.evaluate("send(" + Json.write(texts) + ')');
    }

    private List<?> awaitMessages(int count) {
        return messages(awaitSeen(seen -> messages(seen).size() >= count));
    }

    private static List<?> messages(Map<String, Object> seen) {
        return (List<?>) seen.get("messages");
    }

    private Map<String, Object> awaitSeen(Predicate<Map<String, Object>> which) {
        return await().atMost(PATIENCE)
                .pollInterval(SOON)
                .until(() -> Json.object(page.evaluate("JSON.stringify(seen)")), which);
    }
}
