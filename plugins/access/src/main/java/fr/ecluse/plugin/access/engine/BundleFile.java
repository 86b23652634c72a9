package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bundle in a file, or unpacked in a folder. Looked at anew each time: it is small, and dates may lie. */
final class BundleFile implements BundleSource {

    private final Path path;
    private @Nullable Map<String, byte[]> last;

    BundleFile(Path path) {
        this.path = path;
    }

    @Override
    public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException {
        Map<String, byte[]> present = Files.isDirectory(path) ? folder() : Map.of("", Files.readAllBytes(path));
        if (last != null && same(last, present)) {
            return Optional.empty();
        }
        last = present;
        byte[] archive = present.get("");
        return Optional.of(archive == null ? present : BundleArchive.unpack(archive));
    }

    private Map<String, byte[]> folder() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(path.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return new HashMap<>(files);
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
