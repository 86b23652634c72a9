package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Option;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of the policy.
 *
 * @param keys API keys by their id, which is the middle part of {@code ecl_<id>_<secret>}
 * @param issuers issuers of tokens by a name of the operator's
 * @param knownTokens how many verified tokens are remembered
 */
public record IdentityOptions(
        @Option("API keys by id: lower case, digits, hyphens. Only the hash of a key stands here.")
        Map<String, ApiKeyOptions> keys,

        @Option("Issuers of tokens (OpenID Connect) by a name: lower case, digits, hyphens.")
        Map<String, IssuerOptions> issuers,

        @Option(
                value = "How many verified tokens are remembered, so that a token seen before costs no verification.",
                byDefault = "10000")
        int knownTokens) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public IdentityOptions {
        keys = Map.copyOf(keys);
        issuers = Map.copyOf(issuers);
        requireIds("keys", keys.keySet());
        requireIds("issuers", issuers.keySet());
        Set<String> urls = new HashSet<>();
        issuers.forEach((name, issuer) -> {
            if (!urls.add(issuer.issuer())) {
                throw new IllegalArgumentException(
                        "issuers: '" + name + "' and another one have the same issuer " + issuer.issuer());
            }
        });
        if (knownTokens < 1) {
            throw new IllegalArgumentException("known-tokens: must be positive");
        }
    }

    private static void requireIds(String option, Set<String> ids) {
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        option + ": '" + id + "' is not an id (lower case, digits, hyphens; 64 at most)");
            }
        }
    }
}
