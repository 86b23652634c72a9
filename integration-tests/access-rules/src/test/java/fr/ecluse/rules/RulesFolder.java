package fr.ecluse.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of the access rules in this checkout. */
final class RulesFolder {

    private RulesFolder() {}

    static Path path() {
        return Path.of(System.getProperty("rules.folder")).normalize();
    }

    static Path capabilities() {
        return path().resolve("capabilities.json");
    }

    static Path bundle() {
        return path().resolve("bundle.tar.gz");
    }

    static List<Path> cases() throws IOException {
        return files(path().resolve("cases"), ".json");
    }

    /** The rules, without their tests. */
    static List<Path> rules() throws IOException {
        return files(path().resolve("ecluse"), ".rego").stream()
                .filter(file -> !file.toString().endsWith("_test.rego"))
                .toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
