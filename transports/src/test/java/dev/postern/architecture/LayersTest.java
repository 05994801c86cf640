package dev.postern.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who may know whom inside the library; DESIGN.md tells why. */
@AnalyzeClasses(packages = "dev.postern", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    /** A package may use only those before it. */
    private static final List<String> ORDER = Stream.of(
                    "protocol",
                    "api",
                    "session",
                    "stomp",
                    "http",
                    "transport",
                    "endpoint",
                    "jetty",
                    "servlet",
                    "spring")
            .map(LayersTest::inside)
            .toList();

    private static final String[] JDK = {"java..", "javax.."};
    private static final String JSPECIFY = "org.jspecify..";
    private static final String SLF4J = "org.slf4j..";

    @ArchTest
    static void aPackageUsesOnlyThoseBeforeIt(JavaClasses imported) {
        for (int i = 0; i < ORDER.size(); i++) {
            List<String> later = ORDER.subList(i + 1, ORDER.size());
            check(
                    imported,
                    noClasses()
                            .that()
                            .resideInAPackage(ORDER.get(i))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(later.toArray(String[]::new)));
        }
    }

    @ArchTest
    static void aNewPackageTakesItsPlaceInTheOrder(JavaClasses imported) {
        check(imported, classes().should().resideInAnyPackage(ORDER.toArray(String[]::new)));
    }

    @ArchTest
    static void protocolIsPure(JavaClasses imported) {
        only(imported, "protocol", "com.fasterxml.jackson.core..", JSPECIFY);
    }

    @ArchTest
    static void apiKnowsNoLibrary(JavaClasses imported) {
        only(imported, "api", inside("protocol"), SLF4J, JSPECIFY);
    }

    @ArchTest
    static void stompKnowsNoLibrary(JavaClasses imported) {
        only(
                imported,
                "stomp",
                inside("protocol"),
                inside("api"),
                inside("session"),
                SLF4J,
                JSPECIFY);
    }

    @ArchTest
    static void sessionKnowsNoLibrary(JavaClasses imported) {
        only(imported, "session", inside("protocol"), inside("api"), SLF4J, JSPECIFY);
    }

    @ArchTest
    static void httpKnowsNothingOfSessions(JavaClasses imported) {
        only(imported, "http", inside("api"), SLF4J, JSPECIFY);
    }

    @ArchTest
    static void springKnowsOnlyTheApi(JavaClasses imported) {
        List<String> others = new ArrayList<>(ORDER);
        others.removeAll(List.of(inside("spring"), inside("api"), inside("protocol")));
        check(
                imported,
                noClasses()
                        .that()
                        .resideInAPackage(inside("spring"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others.toArray(String[]::new)));
    }

    @ArchTest
    static void theLibraryKnowsNothingOfTheGateway(JavaClasses imported) {
        check(
                imported,
                noClasses().should().dependOnClassesThat().resideInAPackage(inside("gateway")));
    }

    @ArchTest
    static void noCycles(JavaClasses imported) {
        check(imported, slices().matching("dev.postern.(**)").should().beFreeOfCycles());
    }

    private static void only(JavaClasses imported, String layer, String... allowed) {
        String[] all = Stream.of(Stream.of(inside(layer)), Stream.of(JDK), Stream.of(allowed))
                .flatMap(part -> part)
                .toArray(String[]::new);
        check(
                imported,
                classes()
                        .that()
                        .resideInAPackage(inside(layer))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(all));
    }

    private static String inside(String layer) {
        return "dev.postern." + layer + "..";
    }

    private static void check(JavaClasses imported, ArchRule rule) {
        rule.allowEmptyShould(true).check(imported);
    }
}
