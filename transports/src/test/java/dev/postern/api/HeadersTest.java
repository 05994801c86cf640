package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class HeadersTest {

    private final Headers headers = new Headers(List.of(
            "Host", "a", "X-One", "1", "Accept", "x, y", "accept", " ,z ,, ", "X-Empty", ""));

    @Test
    void findsTheFirstOfANameInAnyCase() {
        assertThat(headers.first("host")).isEqualTo("a");
        assertThat(headers.first("ACCEPT")).isEqualTo("x, y");
        assertThat(headers.first("X-Empty")).isEmpty();
        assertThat(headers.first("1")).as("a value is no name").isNull();
        assertThat(Headers.EMPTY.first("host")).isNull();
    }

    @Test
    void findsAllOfANameInOrder() {
        assertThat(headers.all("Accept")).containsExactly("x, y", " ,z ,, ");
        assertThat(headers.all("Cookie")).isEmpty();
    }

    @Test
    void takesListsApart() {
        assertThat(headers.elements("Accept")).containsExactly("x", "y", "z");
        assertThat(headers.elements("X-Empty")).isEmpty();
        assertThat(headers.elements("Cookie")).isEmpty();
    }

    @Test
    void walksThroughAllInOrder() {
        List<String> walked = new ArrayList<>();
        headers.forEach((name, value) -> walked.add(name + "=" + value));
        assertThat(walked)
                .containsExactly("Host=a", "X-One=1", "Accept=x, y", "accept= ,z ,, ", "X-Empty=");
    }

    @Test
    void keepsNothingOfTheListItWasMadeFrom() {
        List<String> pairs = new ArrayList<>(List.of("Host", "a"));
        Headers made = new Headers(pairs);
        pairs.set(1, "b");
        assertThat(made.first("Host")).isEqualTo("a");
    }

    @Test
    void rejectsANameWithoutAValue() {
        assertThatThrownBy(() -> new Headers(List.of("Host")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
