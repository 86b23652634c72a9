package fr.ecluse.realservers;

import java.nio.file.Path;
import java.util.Optional;

/** Where programs are kept that are fetched or built once for all checkouts of this user. The launcher uses it too. */
public final class CacheFolder {

    private CacheFolder() {}

    /** The folder {@code ecluse} among the caches of this user ({@code XDG_CACHE_HOME}, or {@code ~/.cache}). */
    public static Path ofThisUser() {
        Path caches = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("ecluse");
    }
}
