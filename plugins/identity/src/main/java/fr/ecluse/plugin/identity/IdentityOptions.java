package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Option;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of the policy.
 *
 * @param keys API keys by their id, which is the middle part of {@code ecl_<id>_<secret>}
 */
public record IdentityOptions(
        @Option("API keys by id: lower case, digits, hyphens. Only the hash of a key stands here.")
        Map<String, ApiKeyOptions> keys) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public IdentityOptions {
        keys = Map.copyOf(keys);
        for (String id : keys.keySet()) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "keys: '" + id + "' is not a key's id (lower case, digits, hyphens; 64 at most)");
            }
        }
    }
}
