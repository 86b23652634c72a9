package fr.ecluse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.realservers.NeedsOpa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each package and each rule says in its METADATA what it is, and each package has tests beside it. */
@NeedsOpa
class MetadataTest {

    static List<Path> rules() throws IOException {
        return RulesFolder.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void namesThePackageAndEachRule(Path file) throws Exception {
        assertThat(withoutTitle(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void comesWithTests(Path file) {
        String name = file.getFileName().toString().replace(".rego", "_test.rego");

        assertThat(file.resolveSibling(name)).isRegularFile();
    }

    @Test
    void isMissedWhereItIsMissing(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tried.rego"), """
                package tried

                # METADATA
                # title: Has one
                one := 1

                # METADATA
                # description: No title
                two := 2

                # Not METADATA
                three := 3

                # METADATA
                # title: Has one in its default
                default four := 4

                four := 5 if input.five

                default six := 6

                six := 7 if input.seven
                """);

        assertThat(withoutTitle(file)).containsExactly("package", "two", "three", "six", "six");
    }

    /** A rule need not repeat what its default says. */
    private static List<String> withoutTitle(Path file) throws IOException, InterruptedException {
        JsonNode module = OpaCommand.parse(file.toString());
        boolean named = module.path("annotations")
                .valueStream()
                .filter(annotation -> annotation.path("scope").asString("").equals("package"))
                .anyMatch(MetadataTest::hasTitle);
        Set<String> defaults = module.path("rules")
                .valueStream()
                .filter(rule -> rule.path("default").asBoolean(false))
                .filter(MetadataTest::isNamed)
                .map(MetadataTest::name)
                .collect(Collectors.toSet());
        Stream<String> rules = module.path("rules")
                .valueStream()
                .filter(rule -> !isNamed(rule))
                .map(MetadataTest::name)
                .filter(rule -> !defaults.contains(rule));
        return Stream.concat(named ? Stream.empty() : Stream.of("package"), rules)
                .toList();
    }

    private static boolean isNamed(JsonNode rule) {
        return rule.path("annotations").valueStream().anyMatch(MetadataTest::hasTitle);
    }

    private static String name(JsonNode rule) {
        return rule.path("head").path("name").asString("");
    }

    private static boolean hasTitle(JsonNode annotation) {
        return !annotation.path("title").asString("").isBlank();
    }
}
