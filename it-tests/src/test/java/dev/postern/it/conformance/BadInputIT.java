package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Each row of docs/protocol.md's "Bad input" against the running gateway: the answer is the one that
 * stands there, two bystanders go on undisturbed, and the log holds nothing of it. Some rows take a
 * minute by their nature; they run beside the others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    /** Only a hint of a stall: two cores may have other things to do. */
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private final TestUpstream application = TestUpstream.serve(TestUpstream.ECHO);
    private final Map<String, BadInputCase> cases = new TreeMap<>();

    private GatewayProcess gateway;
    private SlowSender slowSender;
    private Floods floods;
    private Bystander webSocket;
    private Bystander xhrStreaming;

    @BeforeAll
    void start() throws IOException {
        gateway = GatewayProcess.start("--demo", "--route", "/app=" + application.url("/"));
        Service echo = Service.of(gateway, "/echo");
        Service app = Service.of(gateway, "/app");
        Service roomyEcho = Service.of(gateway, "/cookie_needed_echo");
        slowSender = SlowSender.start(roomyEcho);
        floods = Floods.start(echo);
        webSocket = Bystander.onWebSocket(echo);
        xhrStreaming = Bystander.onXhrStreaming(roomyEcho);
        cases.putAll(new BadBodies(echo, app).cases());
        cases.putAll(new BadUrls(echo).cases());
        cases.putAll(new BadWebSockets(echo, app).cases());
        cases.putAll(new BadHttp(echo, app, roomyEcho).cases());
        cases.putAll(new BadTurns(echo, Service.of(gateway, "/close")).cases());
        cases.putAll(floods.cases());
        cases.put("slow-body", slowSender);
    }

    @AfterAll
    void stop() throws Exception {
        slowSender.close();
        floods.close();
        webSocket.close();
        xhrStreaming.close();
        gateway.close();
        application.close();
    }

    @Test
    void everyRowHasItsCaseAndEveryCaseItsRow() throws IOException {
        assertThat(BadInputTable.read().keySet())
                .containsExactlyInAnyOrderElementsOf(cases.keySet());
    }

    @TestFactory
    Stream<DynamicTest> rows() throws IOException {
        Map<String, List<String>> table = BadInputTable.read();
        assertThat(table).isNotEmpty();
        Stream<DynamicTest> rows = table.entrySet().stream()
                .map(row -> dynamicTest(row.getKey(), () -> verify(row.getKey(), row.getValue())));
        return Stream.concat(
                rows,
                Stream.of(
                        dynamicTest("bystanders were never held up", this::verifyBystanders),
                        dynamicTest("the log tells of no failure", this::verifyLog)));
    }

    private void verify(String id, List<String> documented) throws Exception {
        BadInputCase input = cases.get(id);
        assertThat(input).as("a case for " + id).isNotNull();
        assertThat(documented).as("code in the row's answer").isNotEmpty();
        assertThat(input.answers()).isEqualTo(documented);
        webSocket.verifyUndisturbed();
        xhrStreaming.verifyUndisturbed();
    }

    private void verifyBystanders() {
        webSocket.verifyUndisturbed();
        xhrStreaming.verifyUndisturbed();
        assertThat(webSocket.slowest()).isLessThan(SLOWEST);
        assertThat(xhrStreaming.slowest()).isLessThan(SLOWEST);
    }

    private void verifyLog() {
        assertThat(gateway.logText()).doesNotContain("\tat ", "ERROR", "WARN", "Exception");
    }
}
