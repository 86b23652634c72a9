package fr.ecluse.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Who calls.
 *
 * @param type a person or a program
 * @param id stable within the tenant; a person's data, so it is written down only as a pseudonym
 * @param tenant configured for the issuer or key, never taken from a claim or header
 * @param clearance the highest level that the subject may handle
 * @param direction the administrative unit
 * @param country ISO 3166 code
 * @param app the application through which the subject calls
 * @param acr how well the issuer says it authenticated the subject: OpenID Connect's authentication context class
 * @param amr how the issuer says it did so: RFC 8176's authentication methods, such as {@code pwd}, {@code otp}
 */
public record Subject(
        Type type,
        String id,
        String tenant,
        Sensitivity clearance,
        Optional<String> direction,
        Optional<String> country,
        Set<String> groups,
        Set<String> roles,
        Optional<String> app,
        Optional<String> acr,
        Set<String> amr) {

    /** What kind of caller a subject is. */
    public enum Type {
        USER,
        WORKLOAD
    }

    public Subject {
        if (id.isBlank() || tenant.isBlank()) {
            throw new IllegalArgumentException("a subject has an id and a tenant");
        }
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
        amr = Set.copyOf(amr);
    }

    /** A subject of which no issuer says how it was authenticated. */
    public Subject(
            Type type,
            String id,
            String tenant,
            Sensitivity clearance,
            Optional<String> direction,
            Optional<String> country,
            Set<String> groups,
            Set<String> roles,
            Optional<String> app) {
        this(type, id, tenant, clearance, direction, country, groups, roles, app, Optional.empty(), Set.of());
    }

    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    @Override
    public String toString() {
        return "Subject[" + type + " of " + tenant + "]"; // the id is a person's data
    }
}
