package fr.ecluse.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the parts of the core may know of each other. */
@AnalyzeClasses(packages = "fr.ecluse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theSpiKnowsNeitherCamelNorQuarkusNorVertx = noClasses()
            .that()
            .resideInAPackage("fr.ecluse.spi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "io.quarkus..", "io.vertx..", "fr.ecluse.runtime..");

    @ArchTest
    static final ArchRule theRuntimeDoesNotKnowQuarkus = noClasses()
            .that()
            .resideInAPackage("fr.ecluse.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta.enterprise..");

    @ArchTest
    static final ArchRule onlyTheGateMakesAPass = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("fr.ecluse.runtime.gate.Gate")
            .should()
            .callConstructorWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "the constructor of Pass",
                    call -> call.getTargetOwner().getFullName().equals("fr.ecluse.runtime.gate.Pass")));

    @ArchTest
    static final ArchRule nothingMutableIsStatic = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("fr.ecluse..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule noClassIsCalledUtils = classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager)$");

    @ArchTest
    static final ArchRule onlyTheAssemblyKnowsAllParts = noClasses()
            .that()
            .resideOutsideOfPackages("fr.ecluse.runtime.assembly..", "fr.ecluse.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("fr.ecluse.runtime.assembly..");
}
