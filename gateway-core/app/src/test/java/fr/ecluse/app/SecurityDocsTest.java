package fr.ecluse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/security.md")
class SecurityDocsTest {

    private static final Path CHECKOUT = Path.of("..", "..");
    private static final Set<String> PARTS = Set.of("gateway-core", "plugins", "integration-tests");

    /** A test as the page names it: a class, and perhaps one of its methods. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    private static final Pattern FILE = Pattern.compile("`((?:\\w[\\w.-]*/)+[\\w.-]+)`");

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        var sources = sources();

        Set<String> missing = named(TEST, test -> {
            Optional<String> source = Optional.ofNullable(sources.get(test.group(1)));
            return source.isPresent()
                    && (test.group(2) == null || source.get().contains("void " + test.group(2) + "("));
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void namesOnlyFilesThatExist() throws IOException {
        assertThat(named(FILE, file -> Files.exists(CHECKOUT.resolve(file.group(1)))))
                .isEmpty();
    }

    /** What the page names and is not there. */
    private static Set<String> named(Pattern pattern, Function<MatchResult, Boolean> exists) throws IOException {
        Set<MatchResult> all = pattern.matcher(Files.readString(CHECKOUT.resolve("docs/security.md")))
                .results()
                .collect(Collectors.toSet());
        assertThat(all).as("the page names some").isNotEmpty();
        return all.stream()
                .filter(result -> !exists.apply(result))
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text of each test class, by its name; of several that share it, all their text. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = PARTS.stream().flatMap(SecurityDocsTest::javaFiles)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    SecurityDocsTest::text,
                    String::concat));
        }
    }

    private static Stream<Path> javaFiles(String part) {
        try {
            return Files.walk(CHECKOUT.resolve(part))
                    .filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .filter(file -> file.toString().contains("/src/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
