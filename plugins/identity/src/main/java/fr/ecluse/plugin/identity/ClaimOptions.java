package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Option;
import java.util.stream.Stream;

/**
 * Which claims of a token say what about its subject. A claim inside another is written with dots, such as {@code
 * realm_access.roles}; a claim whose own name has dots is found first.
 *
 * @param subject the subject's id
 * @param clearance the highest level that the subject may handle: {@code public}, {@code usual} or {@code dr}
 * @param direction the administrative unit
 * @param country ISO 3166-1 alpha-2 code
 * @param groups for access rules
 * @param roles for access rules
 * @param app the application through which the subject calls
 * @param workload a claim that the tokens of programs have, and those of persons have not
 */
public record ClaimOptions(
        @Option(value = "The claim with the subject's id, which is stable within the tenant.", byDefault = "sub")
        String subject,

        @Option(value = "The claim with the subject's clearance: public, usual or dr.", byDefault = "clearance")
        String clearance,

        @Option(value = "The claim with the subject's administrative unit.", byDefault = "direction")
        String direction,

        @Option(value = "The claim with the subject's country, an ISO 3166-1 alpha-2 code.", byDefault = "country")
        String country,

        @Option(value = "The claim with the subject's groups.", byDefault = "groups")
        String groups,

        @Option(value = "The claim with the subject's roles.", byDefault = "realm_access.roles")
        String roles,

        @Option(value = "The claim with the application through which the subject calls.", byDefault = "azp")
        String app,

        @Option(
                value = "A claim that the tokens of service accounts have, and those of persons have not.",
                byDefault = "client_id")
        String workload) {

    public ClaimOptions {
        if (Stream.of(subject, clearance, direction, country, groups, roles, app, workload)
                .anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("the name of a claim must not be blank");
        }
    }
}
