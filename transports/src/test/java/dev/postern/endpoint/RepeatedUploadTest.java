package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.Headers;
import dev.postern.api.Session;
import dev.postern.api.Transport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A browser sends an xhr_send again whose connection died before the 204 came. */
class RepeatedUploadTest {

    private static final String TIME = "?t=1795384000123";
    private static final String LATER = "?t=1795384000150";

    private final List<String> heard = new ArrayList<>();
    private final InMemoryDriver driver = new InMemoryDriver(Transport.XHR_STREAMING);
    private Session session;

    @BeforeEach
    void open() {
        driver.serve(
                Backend.nonBlocking(opened -> {
                    session = opened;
                    return (BackendConnection) heard::add;
                }),
                settings -> settings);
        assertThat(driver.open("s").hear()).isEqualTo(Heard.OPEN);
    }

    /** Of 5, 400 and 4,000 KB: one batch, several, and so many that they are held. */
    @ParameterizedTest
    @ValueSource(ints = {1, 80, 800})
    void isTakenOnce(int messages) {
        List<String> texts = texts(messages);
        assertThat(send(TIME, cut(texts, 16_384)).status()).isEqualTo(204);
        assertThat(send(TIME, cut(texts, 10_000)).status()).isEqualTo(204);
        assertThat(heard).isEqualTo(texts);
        assertThat(send(LATER, cut(texts, 16_384)).status()).isEqualTo(204);
        assertThat(heard).hasSize(2 * messages);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 24})
    void ofOneThatBrokeOffTheRestIsTaken(int pieces) {
        List<String> texts = texts(80);
        List<byte[]> whole = cut(texts, 16_384);
        assertThat(ask(TIME, length(whole), whole.subList(0, pieces), true).isAborted())
                .isTrue();
        assertThat(heard).hasSizeLessThan(80);
        assertThat(send(TIME, whole).status()).isEqualTo(204);
        assertThat(heard).isEqualTo(texts);
    }

    @Test
    void isTakenOnceWhileTheFirstStillWaits() {
        List<String> texts = texts(800);
        session.pause();
        FakeExchange first = send(TIME, cut(texts, 16_384));
        assertThat(first.status()).isZero();
        FakeExchange again = send(TIME, cut(texts, 10_000));
        session.resume();
        assertThat(again.status()).isEqualTo(204);
        assertThat(first.status()).isEqualTo(204);
        assertThat(heard).isEqualTo(texts);
    }

    @Test
    void withoutATimeNothingIsARepeat() {
        List<byte[]> body = cut(texts(80), 16_384);
        send("", body);
        send("", body);
        assertThat(heard).hasSize(160);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "-".repeat(5_000)).toList();
    }

    private static List<byte[]> cut(List<String> texts, int size) {
        byte[] body = texts.stream()
                .collect(Collectors.joining("\",\"", "[\"", "\"]"))
                .getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; from += size) {
            pieces.add(Arrays.copyOfRange(body, from, Math.min(body.length, from + size)));
        }
        return pieces;
    }

    private static int length(List<byte[]> body) {
        return body.stream().mapToInt(piece -> piece.length).sum();
    }

    private FakeExchange send(String query, List<byte[]> body) {
        return ask(query, length(body), body, false);
    }

    private FakeExchange ask(String query, int length, List<byte[]> body, boolean breaksOff) {
        FakeExchange exchange = new FakeExchange(
                "POST",
                "/echo/0/s/xhr_send" + query,
                new Headers(List.of("Host", "h", "Content-Length", Integer.toString(length))),
                body.toArray(byte[][]::new));
        return driver.ask(breaksOff ? exchange.thatBreaksOff() : exchange);
    }
}
