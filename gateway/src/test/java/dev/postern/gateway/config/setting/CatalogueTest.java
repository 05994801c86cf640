package dev.postern.gateway.config.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class CatalogueTest {

    /** What flags and variables there are beside those of settings. */
    private static final Set<String> TAKEN = Set.of(
            "--route",
            "--config",
            "--check",
            "--print-config",
            "--reference",
            "--help",
            "--version");

    static Stream<Setting<?>> settings() {
        return Catalogue.all().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void aDefaultCanBeWrittenAndReadAgain(Setting<T> setting) {
        boolean writable = !setting.type().write(setting.byDefault()).isEmpty();
        if (writable) {
            assertThat(setting.type().parse(setting.type().write(setting.byDefault())))
                    .isEqualTo(setting.byDefault());
        }
        assertThat(setting.defaultText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isDescribed(Setting<?> setting) {
        assertThat(setting.key()).matches("[a-z]+([.-][a-z]+)*");
        assertThat(setting.doc()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(setting.summary()).endsWith(".");
        assertThat(setting.type().form()).isNotBlank();
    }

    @Test
    void noTwoHaveOneName() {
        assertThat(Catalogue.all()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Catalogue.common()).extracting(Setting::flag).doesNotHaveDuplicates();
        assertThat(Catalogue.common()).extracting(Setting::variable).doesNotHaveDuplicates();
        assertThat(Catalogue.common()).extracting(Setting::flag).doesNotContainAnyElementsOf(TAKEN);
        assertThat(Catalogue.common())
                .extracting(Setting::variable)
                .noneMatch(
                        name -> name.equals("POSTERN_CONFIG") || name.startsWith("POSTERN_ROUTE"));
    }

    /** A setting that is declared and not listed would be known to nobody. */
    @Test
    void everyDeclaredSettingIsListed() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Class<?> keys : List.of(
                GatewayKeys.class,
                RouteKeys.class,
                AccessKeys.class,
                LimitKeys.class,
                FloodKeys.class,
                NegotiationKeys.class,
                StompKeys.class,
                RelayKeys.class)) {
            for (Field field : keys.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class) {
                    declared.add(field.get(null));
                }
            }
        }
        assertThat(Catalogue.all()).containsExactlyInAnyOrderElementsOf(cast(declared));
    }

    @SuppressWarnings("unchecked")
    private static List<Setting<?>> cast(List<?> settings) {
        return (List<Setting<?>>) settings;
    }
}
