package fr.ecluse.runtime.config;

import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads secrets where their references say. Nothing is kept, so a changed file is seen at the next call. */
public final class Secrets {

    private final Function<String, @Nullable String> environment;

    /**
     * @param environment gives an environment variable's value, or null
     */
    public Secrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Reads a secret: {@code env:NAME}, or {@code file:PATH} without one line end at its end.
     *
     * @throws IllegalArgumentException if there is none, or an empty one; the message names the reference alone
     */
    public Secret resolve(SecretRef reference) {
        String value = switch (reference.ref().substring(0, reference.ref().indexOf(':'))) {
            case "env" -> environment.apply(place(reference));
            default -> read(reference);
        };
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("there is no secret at " + reference.ref());
        }
        return new Secret(value);
    }

    private static String place(SecretRef reference) {
        return reference.ref().substring(reference.ref().indexOf(':') + 1);
    }

    private static String read(SecretRef reference) {
        try {
            String content = Files.readString(Path.of(place(reference)));
            if (content.endsWith("\r\n")) {
                return content.substring(0, content.length() - 2);
            }
            return content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("the secret at " + reference.ref() + " cannot be read", unreadable);
        }
    }
}
