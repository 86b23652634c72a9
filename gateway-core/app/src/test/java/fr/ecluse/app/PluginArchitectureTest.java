package fr.ecluse.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import fr.ecluse.spi.BuiltinFactory;
import fr.ecluse.spi.PolicyFactory;
import java.util.ServiceLoader;

/** What the delivered plugins may know: what any other plugin sees too, and the libraries that they bring along. */
@AnalyzeClasses(packages = "fr.ecluse.plugin", importOptions = ImportOption.DoNotIncludeTests.class)
class PluginArchitectureTest {

    @ArchTest
    static final ArchRule aPluginKnowsOnlyTheSpiOfTheGateway = classes()
            .that()
            .resideInAPackage("fr.ecluse.plugin..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "fr.ecluse.spi..",
                    "fr.ecluse.plugin..",
                    "java..",
                    "io.micrometer.core..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "tools.jackson..",
                    "com.networknt.schema..",
                    "org.jose4j..",
                    "com.dylibso.chicory..",
                    "org.apache.commons.compress..",
                    "com.github.benmanes.caffeine..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule noPluginKnowsAnother = slices().matching("fr.ecluse.plugin.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(false);

    /** Else a plugin of another package would escape the rules. */
    @ArchTest
    static void everyDeliveredBuiltinIsLookedAt(JavaClasses classes) {
        assertThat(ServiceLoader.load(BuiltinFactory.class))
                .isNotEmpty()
                .allSatisfy(factory -> assertThat(classes.contain(factory.getClass()))
                        .as(factory.getClass().getName())
                        .isTrue());
    }

    @ArchTest
    static void everyDeliveredPolicyIsLookedAt(JavaClasses classes) {
        assertThat(ServiceLoader.load(PolicyFactory.class))
                .isNotEmpty()
                .allSatisfy(factory -> assertThat(classes.contain(factory.getClass()))
                        .as(factory.getClass().getName())
                        .isTrue());
    }
}
