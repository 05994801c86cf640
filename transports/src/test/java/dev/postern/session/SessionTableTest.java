package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.session.MachineFixture.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every state against every event: the table of docs/architecture.md, for a streaming client. */
class SessionTableTest {

    /** state | event | next state | effects. "-" is none. */
    private static final String TABLE = """
            NEW      | attach               | OPENING  | askbackend
            NEW      | opened               | NEW      | close backend 1001
            NEW      | refused              | NEW      | -
            NEW      | closed               | NEW      | -
            NEW      | client closed        | CLOSED   | remove 1001
            NEW      | send a               | NEW      | -
            NEW      | flush                | NEW      | -
            NEW      | written              | NEW      | -
            NEW      | failed               | NEW      | -
            NEW      | failed with messages | NEW      | -
            NEW      | aborted              | NEW      | -
            NEW      | receive a            | NEW      | reject
            NEW      | limit                | NEW      | -
            NEW      | drain                | CLOSED   | remove 1001
            NEW      | paused               | NEW      | -
            NEW      | resumed              | NEW      | -
            NEW      | delivered            | NEW      | -
            NEW      | tick                 | NEW      | -
            OPENING  | attach other         | OPENING  | write c[2010,"Another connection still open"] to r2, last
            OPENING  | opened               | ATTACHED | write o to r1
            OPENING  | refused              | CLOSED   | write c[3003,"Forbidden"] to r1, last; remove 3003
            OPENING  | closed               | OPENING  | -
            OPENING  | client closed        | CLOSED   | cancelask; remove 1001
            OPENING  | send a               | OPENING  | -
            OPENING  | flush                | OPENING  | -
            OPENING  | written              | OPENING  | -
            OPENING  | failed               | CLOSED   | cancelask; remove 1002
            OPENING  | failed with messages | CLOSED   | cancelask; remove 1002
            OPENING  | aborted              | CLOSED   | cancelask; remove 1002
            OPENING  | aborted elsewhere    | OPENING  | -
            OPENING  | receive a            | OPENING  | reject
            OPENING  | limit                | CLOSED   | cancelask; write c[1008,"Slow consumer"] to r1, last; remove 1008
            OPENING  | drain                | CLOSED   | cancelask; write c[1001,"Going away"] to r1, last; remove 1001
            OPENING  | paused               | OPENING  | -
            OPENING  | resumed              | OPENING  | -
            OPENING  | delivered            | OPENING  | -
            OPENING  | tick                 | OPENING  | -
            ATTACHED | attach other         | ATTACHED | write c[2010,"Another connection still open"] to r2, last
            ATTACHED | opened               | ATTACHED | close backend 1001
            ATTACHED | refused              | ATTACHED | -
            ATTACHED | closed               | CLOSING  | close backend 3000; write c[3000,"Go away!"] to r1, last
            ATTACHED | client closed        | CLOSED   | close backend 1001; remove 1001
            ATTACHED | send a               | ATTACHED | requestflush
            ATTACHED | flush                | ATTACHED | -
            ATTACHED | written              | ATTACHED | -
            ATTACHED | failed               | CLOSING  | close backend 1001
            ATTACHED | failed with messages | CLOSING  | close backend 1001
            ATTACHED | failed elsewhere     | ATTACHED | -
            ATTACHED | aborted              | CLOSING  | close backend 1001
            ATTACHED | aborted elsewhere    | ATTACHED | -
            ATTACHED | receive a            | ATTACHED | deliver Texts[texts=[a]]; accept
            ATTACHED | limit                | CLOSING  | close backend 1008; write c[1008,"Slow consumer"] to r1, last
            ATTACHED | drain                | CLOSING  | close backend 1001; write c[1001,"Going away"] to r1, last
            ATTACHED | paused               | ATTACHED | -
            ATTACHED | resumed              | ATTACHED | -
            ATTACHED | delivered            | ATTACHED | -
            ATTACHED | tick                 | ATTACHED | -
            DETACHED | attach other         | ATTACHED | -
            DETACHED | opened               | DETACHED | close backend 1001
            DETACHED | refused              | DETACHED | -
            DETACHED | closed               | CLOSING  | close backend 3000
            DETACHED | client closed        | CLOSED   | close backend 1001; remove 1001
            DETACHED | send a               | DETACHED | -
            DETACHED | flush                | DETACHED | -
            DETACHED | written              | DETACHED | -
            DETACHED | failed               | DETACHED | -
            DETACHED | failed with messages | CLOSING  | close backend 1001
            DETACHED | failed elsewhere     | DETACHED | -
            DETACHED | aborted              | DETACHED | -
            DETACHED | receive a            | DETACHED | deliver Texts[texts=[a]]; accept
            DETACHED | limit                | CLOSING  | close backend 1008
            DETACHED | drain                | CLOSING  | close backend 1001
            DETACHED | paused               | DETACHED | -
            DETACHED | resumed              | DETACHED | -
            DETACHED | delivered            | DETACHED | -
            DETACHED | tick                 | DETACHED | -
            CLOSING  | attach other         | CLOSING  | write c[3000,"Go away!"] to r2, last
            CLOSING  | opened               | CLOSING  | close backend 1001
            CLOSING  | refused              | CLOSING  | -
            CLOSING  | closed               | CLOSING  | -
            CLOSING  | client closed        | CLOSED   | remove 3000
            CLOSING  | send a               | CLOSING  | -
            CLOSING  | flush                | CLOSING  | -
            CLOSING  | written              | CLOSING  | -
            CLOSING  | failed               | CLOSING  | -
            CLOSING  | failed with messages | CLOSING  | -
            CLOSING  | aborted              | CLOSING  | -
            CLOSING  | receive a            | CLOSING  | accept
            CLOSING  | limit                | CLOSING  | -
            CLOSING  | drain                | CLOSING  | -
            CLOSING  | paused               | CLOSING  | -
            CLOSING  | resumed              | CLOSING  | -
            CLOSING  | delivered            | CLOSING  | -
            CLOSING  | tick                 | CLOSING  | -
            CLOSED   | attach other         | CLOSED   | write c[3003,"Forbidden"] to r2, last
            CLOSED   | opened               | CLOSED   | close backend 1001
            CLOSED   | refused              | CLOSED   | -
            CLOSED   | closed               | CLOSED   | -
            CLOSED   | client closed        | CLOSED   | -
            CLOSED   | send a               | CLOSED   | -
            CLOSED   | flush                | CLOSED   | -
            CLOSED   | written              | CLOSED   | -
            CLOSED   | failed               | CLOSED   | -
            CLOSED   | failed with messages | CLOSED   | -
            CLOSED   | aborted              | CLOSED   | -
            CLOSED   | receive a            | CLOSED   | reject
            CLOSED   | limit                | CLOSED   | -
            CLOSED   | drain                | CLOSED   | -
            CLOSED   | paused               | CLOSED   | -
            CLOSED   | resumed              | CLOSED   | -
            CLOSED   | delivered            | CLOSED   | -
            CLOSED   | tick                 | CLOSED   | -
            """;

    record Row(SessionState state, String event, SessionState next, List<String> effects) {
        static Row parse(String line) {
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            List<String> effects =
                    cells[3].equals("-") ? List.of() : List.of(cells[3].split("; ", -1));
            return new Row(
                    SessionState.valueOf(cells[0]),
                    cells[1],
                    SessionState.valueOf(cells[2]),
                    effects);
        }

        @Override
        public String toString() {
            return state + " on " + event;
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().map(Row::parse);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leadsWhereTheTableSays(Row row) {
        MachineFixture machine = MachineFixture.in(row.state(), Kind.STREAMING);

        machine.on(row.event());

        assertThat(machine.effects()).isEqualTo(row.effects());
        assertThat(machine.state()).isEqualTo(row.next());
    }

    @Test
    void namesEveryEventInEveryState() {
        Set<String> everywhere = new LinkedHashSet<>();
        rows().map(row -> row.event().replace("attach other", "attach")).forEach(everywhere::add);
        everywhere.removeIf(event -> event.endsWith("elsewhere"));

        for (SessionState state : EnumSet.allOf(SessionState.class)) {
            assertThat(rows().filter(row -> row.state() == state)
                            .map(row -> row.event().replace("attach other", "attach")))
                    .as("%s", state)
                    .containsAll(everywhere);
        }
        assertThat(everywhere).hasSize(SessionEvent.class.getPermittedSubclasses().length + 1);
    }
}
