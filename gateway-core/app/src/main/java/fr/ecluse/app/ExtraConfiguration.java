package fr.ecluse.app;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * The operator's own configuration: the YAML file that {@code ECLUSE_CONFIG} names. It wins over everything else,
 * system properties included, so that what stands in it is what holds.
 */
public final class ExtraConfiguration implements ConfigSourceProvider {

    /** Above system properties (400), the highest that others have. */
    static final int ORDINAL = 1000;

    /** The file, if one is named. */
    static Optional<Path> file() {
        return Optional.ofNullable(System.getenv("ECLUSE_CONFIG"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        return file().map(ExtraConfiguration::read).stream().toList();
    }

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException if it cannot be read; the start fails then
     */
    static ConfigSource read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("ECLUSE_CONFIG names a file that does not exist: " + file);
            }
            return new YamlConfigSource(file.toUri().toURL(), ORDINAL);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    static List<Path> watched() {
        return file().stream().toList();
    }
}
