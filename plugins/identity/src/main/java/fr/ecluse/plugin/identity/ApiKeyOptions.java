package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.config.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One API key and who calls with it.
 *
 * @param sha256 of the whole key, {@code ecl_<id>_<secret>}, in hexadecimal
 * @param type whether a person or a program holds it
 * @param tenant whose the caller is
 * @param clearance the highest level that the caller may handle
 * @param direction the administrative unit
 * @param country ISO 3166-1 alpha-2 code
 * @param groups for access rules
 * @param roles for access rules
 * @param app the application that calls with it
 * @param expires when it ends, an ISO 8601 instant such as {@code 2027-01-31T00:00:00Z}
 */
public record ApiKeyOptions(
        @Option("SHA-256 of the whole key, 64 hexadecimal digits.")
        String sha256,

        @Option(value = "Who holds the key: user or workload.", byDefault = "workload")
        Subject.Type type,

        @Option("The tenant that the caller belongs to.") String tenant,

        @Option("The highest level that the caller may handle: public, usual or dr.")
        Sensitivity clearance,

        @Option("The caller's administrative unit.") Optional<String> direction,

        @Option("The caller's country, an ISO 3166-1 alpha-2 code such as FR.")
        Optional<String> country,

        @Option("The caller's groups.") Set<String> groups,

        @Option("The caller's roles.") Set<String> roles,

        @Option("The application that calls with the key.") Optional<String> app,

        @Option("When the key ends, an ISO 8601 instant such as 2027-01-31T00:00:00Z.")
        Optional<String> expires) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    public ApiKeyOptions {
        if (!SHA_256.matcher(sha256).matches()) {
            // Not said back: somebody may have put the key itself here.
            throw new IllegalArgumentException("sha256: needs 64 hexadecimal digits, the hash of the whole key");
        }
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("tenant: must not be blank");
        }
        country.filter(code -> !COUNTRY.matcher(code).matches()).ifPresent(code -> {
            throw new IllegalArgumentException("country: '" + code + "' is not an ISO 3166-1 alpha-2 code");
        });
        expires.ifPresent(ApiKeyOptions::instant);
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    /** When the key ends, if it does. */
    Optional<Instant> expiry() {
        return expires.map(ApiKeyOptions::instant);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expires: '" + text + "' is not an instant such as 2027-01-31T00:00:00Z", e);
        }
    }
}
