package org.walsafe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of the core. The picture is the rule; a package that is not in it does not belong to the core. */
class LayersTest {

    /** Each package imports only packages on lower lines, never a sibling on its own line. */
    private static final String PICTURE =
            """
            clone
            reconcile   verify
            archive   barman   restore
            registry    directory
            codec       host
            wal         metrics   connection
            error       io
            """;

    private static final List<List<String>> LINES = PICTURE.lines()
            .map(line -> Stream.of(line.split(" +"))
                    .map(name -> "org.walsafe." + name + "..")
                    .toList())
            .toList();

    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void everyPackageImportsOnlyThoseBelowIt() {
        for (List<String> line : LINES) {
            for (String layer : line) {
                noClasses()
                        .that()
                        .resideInAPackage(layer)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(besideOrAbove(layer, line))
                        .allowEmptyShould(true)
                        .check(CORE);
            }
        }
    }

    private static String[] besideOrAbove(String layer, List<String> line) {
        return LINES.subList(0, LINES.indexOf(line) + 1).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(layer))
                .toArray(String[]::new);
    }

    @Test
    void everyClassIsInThePicture() {
        classes()
                .that()
                .doNotHaveSimpleName("module-info")
                .should()
                .resideInAnyPackage(LINES.stream().flatMap(List::stream).toArray(String[]::new))
                .check(CORE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.walsafe.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void theRulesSawTheWholeCore() {
        assertThat(CORE).hasSizeGreaterThanOrEqualTo(200);
        assertThat(List.of(
                        "error",
                        "metrics",
                        "wal",
                        "codec",
                        "host",
                        "registry",
                        "archive",
                        "restore",
                        "reconcile",
                        "verify"))
                .allSatisfy(layer -> assertThat(CORE.that(resideInAPackage("org.walsafe." + layer + "..")))
                        .isNotEmpty());
    }
}
