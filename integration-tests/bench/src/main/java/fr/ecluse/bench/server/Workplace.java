package fr.ecluse.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders of one run.
 *
 * @param root the checkout
 * @param out where results, logs and generated configuration go
 */
public record Workplace(Path root, Path out) {
    public Workplace {
        root = root.toAbsolutePath().normalize();
        out = root.resolve(out).normalize();
    }

    /** Where peers are installed, once for all runs. */
    public Path peers() {
        return root.resolve(".ecluse").resolve("bench");
    }

    /** The log of a process of that name. */
    public Path log(String name) {
        return out.resolve("logs").resolve(fileName(name) + ".log");
    }

    /** A folder for generated files, created if needed. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(out.resolve("work").resolve(fileName(name)));
    }

    /** A folder for generated files, without any from before. */
    public Path emptyFolder(String name) throws IOException {
        delete(folder(name));
        return folder(name);
    }

    /** Deletes a folder with all that is in it. */
    public void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String fileName(String name) {
        return name.replaceAll("[^\\p{Alnum}.-]+", "-");
    }
}
