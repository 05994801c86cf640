package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashSet;
import java.util.List;

class RowTest {

    @ParameterizedTest
    @CsvSource({
        "websocket d16, true",
        "echo, true",
        "'echo websocket d16, 100 sessions, 64 B', true",
        "websocket d16 100 64, true",
        "websocket d1 100, false",
        "xhr, false"
    })
    void aPatternIsAPartOfTheLabelOrWordsOfIt(String pattern, boolean matches) {
        assertThat(Rows.ECHO.matches(pattern)).isEqualTo(matches);
    }

    @Test
    void everyRowOfAPlanHasALabelOfItsOwn() {
        for (List<Row> plan : List.of(Plan.small(), Plan.full())) {
            List<String> labels = plan.stream().map(Row::label).toList();

            assertThat(new HashSet<>(labels)).hasSameSizeAs(labels);
        }
    }

    @Test
    void theShortTablesRowsAreAmongTheFullOnes() {
        assertThat(Plan.full().stream().map(Row::label).toList())
                .containsAll(Plan.small().stream().map(Row::label).toList());
    }

    @Test
    void tooFewOpenFilesAreToldBeforehand() {
        String limits = "Max open files            1024                 4096                 files";

        assertThat(Descriptors.tooFew(4_000, limits)).isEmpty();
        assertThat(Descriptors.tooFew(10_200, limits))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("10200 open files", "limit is 4096", "ulimit -Hn 10200"));
    }
}
