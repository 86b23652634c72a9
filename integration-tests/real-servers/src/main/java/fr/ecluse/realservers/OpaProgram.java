package fr.ecluse.realservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program {@code opa}, in the version that the parent POM names. The launcher gets it, and tells these tests by the
 * system property {@code opa.program} where it is; without the launcher it is where that has put it before.
 */
public final class OpaProgram {

    static final String MISSING = "OPA is not there; ./ecluse rules test gets it";

    private OpaProgram() {}

    /** Where it is; empty if it is not there. */
    public static Optional<Path> find() {
        return Optional.ofNullable(System.getProperty("opa.program"))
                .map(Path::of)
                .or(OpaProgram::cached)
                .filter(Files::isExecutable);
    }

    private static Optional<Path> cached() {
        return Optional.ofNullable(System.getProperty("opa.version"))
                .map(version ->
                        CacheFolder.ofThisUser().resolve("opa-" + version).resolve("opa"));
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException if it is not there
     */
    public static Path require() {
        return find().orElseThrow(() -> new IllegalStateException(MISSING));
    }
}
