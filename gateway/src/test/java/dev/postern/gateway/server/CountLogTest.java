package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.Counter;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.config.ListenerSettings;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

class CountLogTest {

    private final SockJsEndpoint a = endpoint("/a");
    private final SockJsEndpoint b = endpoint("/b");
    private final Floods floods = new Floods(ListenerSettings.at("127.0.0.1", 0), 1);
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final CountLog log = new CountLog(List.of(a, b), floods, due::add, told::add);

    private static SockJsEndpoint endpoint(String prefix) {
        return SockJsEndpoint.builder(
                        prefix, Backend.nonBlocking(session -> text -> session.send(text)))
                .build();
    }

    private void tenMinutesPass() {
        due.remove().run();
    }

    @Test
    void whatWasCountedIsToldOnceUntilItChanges() {
        log.start();
        tenMinutesPass();
        assertThat(told).isEmpty();

        a.counters().add(Counter.ORIGIN_REFUSED);
        b.counters().add(Counter.ORIGIN_REFUSED);
        b.counters().add(Counter.BAD_JSON);
        floods.refused().another();
        floods.lateHeads().another();
        tenMinutesPass();
        tenMinutesPass();
        assertThat(told)
                .containsExactly(
                        "origin refused 2, bad json 1, connections refused 1, late heads 1");

        floods.lateHeads().another();
        log.stop();
        assertThat(told)
                .hasSize(2)
                .last()
                .isEqualTo("origin refused 2, bad json 1, connections refused 1, late heads 2");
        tenMinutesPass();
        assertThat(due).isEmpty();
        assertThat(told).hasSize(2);
    }
}
