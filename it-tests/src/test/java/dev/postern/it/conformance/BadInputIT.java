package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Each row of docs/protocol.md's "Bad input" against the running gateway, and against the same services as
 * servlets: the answer is the one that stands there, two bystanders go on undisturbed, and the log holds
 * nothing of it. Some rows take a minute by their nature; they run beside the others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class BadInputIT {

    /** They began at the start; what is quick has its turn meanwhile. */
    private static final Set<String> SLOW = Set.of("slow-head", "slow-body");

    private final TestUpstream application = TestUpstream.serve(TestUpstream.ECHO);
    private final Map<String, BadInputTarget> targets = new LinkedHashMap<>();

    @BeforeAll
    void start() throws IOException {
        String url = application.url("/");
        targets.put(
                "gateway",
                BadInputTarget.ofGateway(GatewayProcess.start("--demo", "--route", "/app=" + url)));
        targets.put("servlets", BadInputTarget.ofServlets(GatewayProcess.startServlets(url)));
    }

    @AfterAll
    void stop() throws Exception {
        for (BadInputTarget target : targets.values()) {
            target.close();
        }
        application.close();
    }

    @Test
    void everyRowHasItsCaseAndEveryCaseItsRow() throws IOException {
        Set<String> rows = BadInputTable.read().keySet();
        assertThat(targets.get("gateway").ids()).containsExactlyInAnyOrderElementsOf(rows);
        // A web application's connections are its own server's business.
        rows.removeAll(Floods.ROWS);
        assertThat(targets.get("servlets").ids()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @TestFactory
    Stream<DynamicNode> rows() throws IOException {
        Map<String, List<String>> table = BadInputTable.read();
        assertThat(table).isNotEmpty();
        Map<String, List<String>> slow = new LinkedHashMap<>(table);
        slow.keySet().retainAll(SLOW);
        table.keySet().removeAll(SLOW);
        return Stream.concat(
                targets.entrySet().stream()
                        .map(target ->
                                dynamicContainer(target.getKey(), rows(table, target.getValue()))),
                targets.entrySet().stream()
                        .map(target -> dynamicContainer(
                                target.getKey() + ", what takes long",
                                Stream.concat(
                                        rows(slow, target.getValue()),
                                        afterAll(target.getValue())))));
    }

    private static Stream<DynamicNode> rows(
            Map<String, List<String>> table, BadInputTarget target) {
        return table.entrySet().stream()
                .filter(row -> target.ids().contains(row.getKey()))
                .map(row -> dynamicTest(
                        row.getKey(), () -> target.verify(row.getKey(), row.getValue())));
    }

    private static Stream<DynamicNode> afterAll(BadInputTarget target) {
        return Stream.of(
                dynamicTest("bystanders were never held up", target::verifyBystanders),
                dynamicTest("the log tells of no failure", target::verifyLog));
    }
}
