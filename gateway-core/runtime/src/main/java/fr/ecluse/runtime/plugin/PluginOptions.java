package fr.ecluse.runtime.plugin;

import fr.ecluse.spi.config.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where plugins come from. */
public record PluginOptions(
        @Option("The folder of plugin jars; a folder that does not exist holds none.")
        Optional<Path> folder,

        @Option("SHA-256 of the jars that may be loaded; if any is listed, any other jar stops the start.")
        List<String> sha256) {

    public PluginOptions {
        for (String hash : sha256) {
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 holds 64 hexadecimal digits in lower case each: " + hash);
            }
        }
    }
}
