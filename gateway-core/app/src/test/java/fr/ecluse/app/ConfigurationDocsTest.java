package fr.ecluse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.ecluse.app.edge.EdgeConfig;
import fr.ecluse.runtime.assembly.EcluseOptions;
import fr.ecluse.runtime.config.GeneratedSection;
import fr.ecluse.runtime.config.OptionCatalog;
import fr.ecluse.runtime.connector.ConnectorOptions;
import fr.ecluse.runtime.policy.StepOptions;
import fr.ecluse.spi.BuiltinFactory;
import fr.ecluse.spi.PolicyFactory;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("docs/configuration.md")
class ConfigurationDocsTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

    private static final Pattern EDGE_ROW = Pattern.compile(
            "^\\| `ecluse\\.edge\\.([a-z0-9-]+)` \\| [^|]+ \\| `([^`]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

    static Stream<Arguments> sections() {
        return Stream.of(
                arguments("gateway", table("ecluse", EcluseOptions.class)),
                arguments("connectors", table("ecluse.connectors.<name>", ConnectorOptions.class)),
                arguments("steps", table("ecluse.policies.<name>", StepOptions.class)),
                arguments("policies", policies()),
                arguments("builtins", builtins()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void listsTheOptionsOfTheCode(String name, String written) {
        GeneratedSection section = new GeneratedSection(PAGE, name);
        if (Boolean.getBoolean("ecluse.docs.write")) {
            section.write(written);
        }

        assertThat(section.content())
                .as("generated:%s of %s (-Decluse.docs.write=true writes it anew)", name, PAGE)
                .isEqualTo(written);
    }

    /** The edge's options are no records: Quarkus reads them before the gateway is there. Their rows are written by hand. */
    @Test
    void listsTheOptionsOfTheEdge() throws IOException {
        List<String> rows = EDGE_ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " = " + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EdgeConfig.class.getMethods())
                        .map(option -> kebabCase(option.getName()) + " = "
                                + option.getAnnotation(WithDefault.class).value())
                        .toList());
    }

    /** One part for each policy that is delivered. */
    private static String policies() {
        return ServiceLoader.load(PolicyFactory.class, ConfigurationDocsTest.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(PolicyFactory::name))
                .map(ConfigurationDocsTest::policy)
                .collect(Collectors.joining("\n"));
    }

    private static String policy(PolicyFactory<?> factory) {
        String heading = "### `" + factory.name() + "`\n\n";
        return factory.configType().getRecordComponents().length == 0
                ? heading + "No options of its own.\n"
                : heading + table("ecluse.policies." + factory.name(), factory.configType());
    }

    /** One part for each builtin that is delivered and has options. */
    private static String builtins() {
        return ServiceLoader.load(BuiltinFactory.class, ConfigurationDocsTest.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.configType().getRecordComponents().length > 0)
                .sorted(Comparator.comparing(BuiltinFactory::name))
                .map(factory -> "### `" + factory.name() + "`\n\n"
                        + table("ecluse.builtins." + factory.name(), factory.configType()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(String prefix, Class<? extends Record> options) {
        return OptionCatalog.of(prefix, options).toMarkdown();
    }

    private static String kebabCase(String name) {
        return WORD_START.matcher(name).replaceAll("-").toLowerCase(java.util.Locale.ROOT);
    }
}
