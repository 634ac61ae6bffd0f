package org.walsafe.tck;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How a library behaves inside another's process: it neither prints, nor exits, nor sleeps, reads no XML and no serialised
 * objects, starts programs in one place, says where null is allowed, and its public signatures name no third party's types.
 *
 * <p>Looks at {@code target/classes} of the module under test. Add ArchUnit in test scope.
 */
public abstract class LibraryRulesContract {

    private static final DescribedPredicate<JavaClass> FIT_FOR_A_SIGNATURE = resideInAnyPackage(
                    "java..", "javax..", "org.walsafe..", "org.jspecify..", "org.slf4j..")
            .or(describe("primitive", JavaClass::isPrimitive));

    private final JavaClasses library = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** For the module's own test class. */
    protected LibraryRulesContract() {}

    /**
     * How many classes the module has at the least, so that no rule passes because it saw nothing.
     *
     * @return a number somewhat below today's
     */
    protected abstract int fewestClasses();

    /**
     * The packages that are there to show callers a third party's types.
     *
     * @return their names; none, unless overridden
     */
    protected String[] adaptersToLibraries() {
        return new String[0];
    }

    @BeforeEach
    final void seesTheWholeModule() {
        assertThat(library.size()).isGreaterThanOrEqualTo(fewestClasses());
    }

    @Test
    final void everyPackageSaysWhereNullIsAllowed() {
        classes()
                .that(areInAPackage())
                .should(new ArchCondition<>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(
                                    SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                        }
                    }
                })
                .check(library);
    }

    @Test
    final void nothingUsesTheStandardStreams() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(library);
    }

    @Test
    final void nothingEndsTheProcess() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(library);
    }

    @Test
    final void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(Predicates.target(describe(
                        "is a sleep",
                        target -> target.getName().equals("sleep")
                                && target.getOwner().getPackageName().startsWith("java."))))
                .check(library);
    }

    @Test
    final void nothingReadsXmlOrMakesObjectsOfWhatItReads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax..", "javax.script..", "javax.naming..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(library);
    }

    @Test
    final void programsAreStartedByTheHostAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.walsafe.host")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(Predicates.target(describe(
                        "is Runtime.exec",
                        target -> target.getName().equals("exec")
                                && target.getOwner().isEquivalentTo(Runtime.class))))
                .check(library);
    }

    @Test
    final void publicSignaturesNameNoThirdPartysTypes() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackages(adaptersToLibraries())
                .should(new ArchCondition<>("have only types of the JDK and of WalSafe in their public signatures") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        typesShownBy(type)
                                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
                                .map(JavaClass::getBaseComponentType)
                                .filter(FIT_FOR_A_SIGNATURE.negate())
                                .forEach(alien -> events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " shows its callers " + alien.getName())));
                    }
                })
                .check(library);
    }

    private static DescribedPredicate<JavaClass> areInAPackage() {
        return describe("are in a package", type -> !type.getPackageName().isEmpty());
    }

    private static Stream<JavaType> typesShownBy(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> fields =
                type.getFields().stream().filter(LibraryRulesContract::isShown).map(field -> field.getType());
        Stream<JavaType> codeUnits = type.getCodeUnits().stream()
                .filter(LibraryRulesContract::isShown)
                .flatMap(LibraryRulesContract::typesOfSignature);
        return Stream.of(parents, fields, codeUnits).flatMap(types -> types);
    }

    private static Stream<JavaType> typesOfSignature(JavaCodeUnit codeUnit) {
        return Stream.of(
                        Stream.of(codeUnit.getReturnType()),
                        codeUnit.getParameterTypes().stream(),
                        codeUnit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean isShown(JavaMember member) {
        var modifiers = member.getModifiers();
        return (modifiers.contains(PUBLIC) || modifiers.contains(PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }
}
