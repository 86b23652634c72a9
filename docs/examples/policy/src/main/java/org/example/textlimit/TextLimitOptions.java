package org.example.textlimit;

import fr.ecluse.spi.config.Option;

/**
 * The options of the policy, {@code ecluse.policies.text-limit}.
 *
 * @param maxCharacters how many characters the texts of a request may have together
 */
public record TextLimitOptions(
        @Option(value = "How many characters the texts of a request may have together.", byDefault = "20000")
        int maxCharacters) {

    public TextLimitOptions {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("max-characters: must be positive");
        }
    }
}
