package dev.postern.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Who may know whom inside the gateway; docs/architecture.md tells why. */
@AnalyzeClasses(
        packages = "dev.postern.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    /** Main and Gateway: they put the rest together. */
    private static final String ASSEMBLY = "dev.postern.gateway";

    /** A package may use only those before it. */
    private static final List<String> ORDER = Stream.concat(
                    Stream.of(
                                    "closing",
                                    "config",
                                    "server",
                                    "upstream",
                                    "stomp",
                                    "security",
                                    "negotiation",
                                    "cluster",
                                    "admin",
                                    "demo")
                            .map(name -> ASSEMBLY + "." + name + ".."),
                    Stream.of(ASSEMBLY))
            .toList();

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
    static void oneOfConfigsPackagesKnowsEachFormat(JavaClasses imported) {
        knownOnlyTo(imported, ".config.source", "org.snakeyaml..");
        knownOnlyTo(imported, ".config.cli", "picocli..");
    }

    private static void knownOnlyTo(JavaClasses imported, String who, String what) {
        check(
                imported,
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ASSEMBLY + who)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(what));
    }

    /** What reads addresses asks no resolver: that may answer after minutes, and IpAddresses has no need. */
    @ArchTest
    static void anAddressIsReadWithoutAResolver(JavaClasses imported) {
        check(
                imported,
                noClasses()
                        .should()
                        .callMethod(InetAddress.class, "getByName", String.class)
                        .orShould()
                        .callMethod(InetAddress.class, "getAllByName", String.class));
    }

    @ArchTest
    static void aNewPackageTakesItsPlaceInTheOrder(JavaClasses imported) {
        check(imported, classes().should().resideInAnyPackage(ORDER.toArray(String[]::new)));
    }

    @ArchTest
    static void noCycles(JavaClasses imported) {
        check(imported, slices().matching("dev.postern.(**)").should().beFreeOfCycles());
    }

    private static void check(JavaClasses imported, ArchRule rule) {
        rule.allowEmptyShould(true).check(imported);
    }
}
