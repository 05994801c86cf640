package dev.postern.gateway.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.setting.AccessKeys;
import dev.postern.gateway.config.setting.GatewayKeys;
import dev.postern.gateway.config.setting.Given;
import dev.postern.gateway.config.setting.LimitKeys;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problem;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.RouteKeys;
import dev.postern.gateway.config.setting.Values;
import dev.postern.gateway.config.setting.Written;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class YamlFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private final Problems problems = new Problems();

    @BeforeEach
    void name() {
        file = folder.resolve("postern.yaml");
    }

    private Written read(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return YamlFile.read(file, problems);
    }

    /** What is wrong, without the folder. */
    private List<String> told() {
        return problems.all().stream()
                .map(Problem::shown)
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void readsSettingsAndRoutesWithTheirPlaces() throws IOException {
        Written written = read("""
                port: 9999
                heartbeat: 10s
                deflate: on
                origins:
                  - https://a.example
                  - https://b.example
                routes:
                  /chat: ws://127.0.0.1:9000/ws
                  /feed/:
                    target: wss://feed.example.com/ws
                    heartbeat: 2s
                    without: [eventsource, websocket]
                """);
        assertThat(told()).isEmpty();
        assertThat(written.gateway().find(GatewayKeys.PORT))
                .contains(new Given<>(9999, new Place.InFile(file, 1, 7)));
        assertThat(written.gateway().find(AccessKeys.DEFLATE).orElseThrow().value())
                .isTrue();
        assertThat(written.gateway().find(AccessKeys.ORIGINS).orElseThrow().value())
                .containsExactly("https://a.example", "https://b.example");
        assertThat(written.routes()).containsOnlyKeys("/chat", "/feed");
        Values feed = written.routes().get("/feed").values();
        assertThat(feed.find(LimitKeys.HEARTBEAT))
                .contains(new Given<>(Duration.ofSeconds(2), new Place.InFile(file, 11, 16)));
        assertThat(feed.find(AccessKeys.WITHOUT).orElseThrow().value()).hasSize(2);
        assertThat(written.routes()
                        .get("/chat")
                        .values()
                        .find(RouteKeys.TARGET)
                        .orElseThrow()
                        .value())
                .isPresent();
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheirLines() throws IOException {
        read("""
                prot: 8080
                heartbeat: 25
                routes:
                  /chat:
                    target: ws://127.0.0.1:9000/ws
                    heartbeet: 2s
                    port: 1
                  chat: ws://h/ws
                grace:
                """);
        assertThat(told())
                .containsExactly(
                        "postern.yaml:1:1: prot: there is no such setting; did you mean 'port'?",
                        "postern.yaml:2:12: heartbeat: '25' is not a time; write it like 500ms, 10s or 2m.",
                        "postern.yaml:6:5: routes./chat.heartbeet: there is no such setting;"
                                + " did you mean 'heartbeat'?",
                        "postern.yaml:7:5: routes./chat.port: belongs to the whole gateway, not to a route;"
                                + " write it at the top level.",
                        "postern.yaml:8:3: routes: The prefix 'chat' does not start with a slash;"
                                + " write /chat instead.",
                        "postern.yaml:9:7: grace: has no value; write one, or take the line out.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "port: [1, 2]             | postern.yaml:1:7: port: takes one value",
                "port: {a: 1}             | postern.yaml:1:7: port: takes a value",
                "origins: [a: 1]          | postern.yaml:1:11: origins: takes a value",
                "port: 1\\nport: 2        | postern.yaml:2:1: port: stands at postern.yaml:1:1 already",
                "routes: {/a: ws://h/, /a/: ws://h/} | routes./a: stands at postern.yaml:1:10 already",
                "routes: [/a]             | postern.yaml:1:9: routes: maps prefixes to targets",
                "routes: {/a: }           | names no target",
                "routes: {/a: [x]}        | names no target",
                "routes:                  | maps prefixes to targets",
                "target: ws://h/ws        | target: belongs to a route",
                "? [a, b]\\n: c           | postern.yaml:1:3: the name of a setting is one word",
                "just words               | postern.yaml:1:1: should be settings",
                "a: b: c                  | postern.yaml:1:5: is not YAML: mapping values are not allowed",
                "port: 1\\n---\\nport: 2  | postern.yaml:2:1: is not YAML",
                "port: '1                 | is not YAML",
                "port: *nobody            | is not YAML",
                "port: !!int 80000        | postern.yaml:1:7: port: 80000 is out of range",
                "'<<': {port: 1}          | postern.yaml:1:1: <<: there is no such setting",
            })
    void aFileThatCantBeIsToldBy(String yaml, String told) throws IOException {
        read(yaml.replace("\\n", "\n"));
        assertThat(told()).hasSize(1).first().asString().contains(told);
    }

    @Test
    void anAnchorThatHoldsItselfEndsInAMessage() throws IOException {
        read("&a routes: &b\n  /a: *b\n");
        assertThat(told()).isNotEmpty();
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        assertThat(read("").routes()).isEmpty();
        assertThat(read("# port: 1\n").routes()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void anEmptyListIsAList() throws IOException {
        Written written = read("origins: []\n");
        assertThat(written.gateway().find(AccessKeys.ORIGINS).orElseThrow().value())
                .isEmpty();
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsTold() throws IOException {
        YamlFile.read(file, problems);
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
        YamlFile.read(file, problems);
        Files.write(file, "a: \u0001".getBytes(StandardCharsets.UTF_8));
        YamlFile.read(file, problems);
        YamlFile.read(folder, problems);
        assertThat(problems.all()).hasSize(4);
        assertThat(told().get(0)).endsWith(".yaml: there is no such file.");
        assertThat(told().get(1)).contains("UTF-8");
        assertThat(told().get(2)).contains("is not YAML");
        assertThat(told().get(3)).contains("can't be read");
    }
}
