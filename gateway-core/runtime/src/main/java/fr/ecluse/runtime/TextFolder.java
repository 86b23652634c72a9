package fr.ecluse.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The YAML files of a folder: one on disk that an operator chose, or else the delivered one on the class path. */
public final class TextFolder {

    private TextFolder() {}

    /**
     * Reads a folder.
     *
     * @param chosen the operator's folder
     * @param delivered the folder on the class path that stands in, such as {@code META-INF/ecluse/routes}
     * @return the files by name
     * @throws UncheckedIOException if it cannot be read; a chosen folder must exist
     */
    public static List<NamedText> read(Optional<Path> chosen, String delivered) {
        try {
            List<NamedText> files = chosen.isPresent() ? onDisk(chosen.get()) : onClassPath(delivered);
            files.sort(Comparator.comparing(NamedText::name));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + chosen.map(Path::toString).orElse(delivered), e);
        }
    }

    private static List<NamedText> onDisk(Path folder) throws IOException {
        List<NamedText> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path :
                    paths.filter(p -> isYaml(p.getFileName().toString())).toList()) {
                files.add(new NamedText(path.getFileName().toString(), Files.readString(path)));
            }
        }
        return files;
    }

    private static List<NamedText> onClassPath(String folder) throws IOException {
        List<NamedText> files = new ArrayList<>();
        for (URL url : Collections.list(TextFolder.class.getClassLoader().getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (JarFile file = jar.getJarFile()) {
                    for (JarEntry entry : file.stream().toList()) {
                        if (entry.getName().startsWith(folder + "/") && isYaml(entry.getName())) {
                            files.add(text(entry.getName().substring(folder.length() + 1), file.getInputStream(entry)));
                        }
                    }
                }
            } else {
                files.addAll(onDisk(Path.of(URI.create(url.toString()))));
            }
        }
        return files;
    }

    private static NamedText text(String name, InputStream stream) throws IOException {
        try (stream) {
            return new NamedText(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
