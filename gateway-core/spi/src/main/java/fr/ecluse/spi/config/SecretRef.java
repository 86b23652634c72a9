package fr.ecluse.spi.config;

/**
 * Where a secret stands, written {@code { ref: "env:NAME" }} or {@code { ref: "file:PATH" }}; never the secret.
 *
 * @param ref the scheme and the place
 */
public record SecretRef(
        @Option("Where the secret stands: env:NAME or file:PATH.")
        String ref) {

    public SecretRef {
        if (!ref.startsWith("env:") && !ref.startsWith("file:")) {
            throw new IllegalArgumentException("a secret is referred to as env:NAME or file:PATH");
        }
    }
}
