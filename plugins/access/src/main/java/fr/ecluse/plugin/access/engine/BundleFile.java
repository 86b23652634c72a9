package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle in a file, or unpacked in a folder. Read again only where what the file system says of a file has changed, and
 * compared with what it was: dates may change by themselves.
 */
final class BundleFile implements BundleSource {

    private static final String CHANGED = "lastModifiedTime";

    /** A file that changed so recently may change once more without another date: clocks of file systems are coarse. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path path;
    private final String attributes;
    /** What the file system said of what was read last; null if it has to be read again. */
    private @Nullable Map<Path, Map<String, Object>> seen;

    private @Nullable Map<String, byte[]> last;

    BundleFile(Path path) {
        this.path = path;
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        // nobody can set back the time of a change of the file's entry (ctime)
        this.attributes = (unix ? "unix:ctime," : "") + "size,fileKey," + CHANGED;
    }

    @Override
    public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException {
        Map<Path, Map<String, Object>> found = look();
        if (found.equals(seen)) {
            return Optional.empty();
        }
        Map<String, byte[]> present = read(found.keySet());
        seen = isSettled(found) ? found : null;
        if (last != null && same(last, present)) {
            return Optional.empty();
        }
        last = present;
        byte[] archive = present.get("");
        return Optional.of(archive == null ? present : BundleArchive.unpack(archive));
    }

    /** What the file system says of each file. Before they are read: what changes meanwhile is noticed the next time. */
    private Map<Path, Map<String, Object>> look() throws IOException {
        Map<Path, Map<String, Object>> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                found.put(file, Files.readAttributes(file, attributes));
            }
        }
        return found;
    }

    private static boolean isSettled(Map<Path, Map<String, Object>> found) {
        Instant settled = Instant.now().minus(UNSETTLED);
        return found.values().stream()
                .allMatch(file -> file.get(CHANGED) instanceof FileTime changed
                        && changed.toInstant().isBefore(settled));
    }

    /** By their paths in the folder; an archive has none. */
    private Map<String, byte[]> read(Iterable<Path> files) throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        for (Path file : files) {
            contents.put(path.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return contents;
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
