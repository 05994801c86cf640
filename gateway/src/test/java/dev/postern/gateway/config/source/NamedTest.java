package dev.postern.gateway.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problem;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.TextType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Secrets in files of their own. */
class NamedTest {

    private static final Place HERE = new Place.OnCommandLine("--relay-passcode-file");
    private static final Setting<Optional<String>> PASSCODE = Setting.optional(
                    "relay.passcode", TextType.of("TEXT", "a text"), "none", "What it is told.")
            .asSecret();

    @TempDir
    private Path folder;

    private final Named named = new Named();
    private final Problems problems = new Problems();

    private Optional<String> read() {
        return named.read(List.of(PASSCODE), "", problems)
                .find(PASSCODE)
                .flatMap(given -> given.value());
    }

    private void file(String name) {
        named.add("relay.passcode-file", new Raw(folder.resolve(name).toString(), HERE));
    }

    @Test
    void theFilesLineEndIsNoPartOfTheSecret() throws IOException {
        Files.writeString(folder.resolve("secret"), " s3cret\n");
        file("secret");
        assertThat(read()).contains(" s3cret");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aSecretIsGivenOnce() throws IOException {
        Files.writeString(folder.resolve("secret"), "a");
        named.add("relay.passcode", new Raw("b", HERE));
        file("secret");
        read();
        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly("is given, and its file too; leave one of the two.");
    }

    @Test
    void aFileWithoutASecretIsTold() throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");
        file("empty");
        assertThat(read()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("is empty");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        file("nowhere");
        assertThat(read()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("there is no file");
    }

    @Test
    void aFolderIsNoSecret() {
        file("");
        assertThat(read()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("can't be read");
    }
}
