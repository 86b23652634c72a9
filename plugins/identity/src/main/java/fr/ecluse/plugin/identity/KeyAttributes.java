package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller is known to be, apart from who it is.
 *
 * @param clearance the highest level that it may handle
 * @param direction the administrative unit
 * @param country ISO 3166-1 alpha-2 code
 * @param groups for access rules
 * @param roles for access rules
 * @param app the application through which it calls
 */
record KeyAttributes(
        Sensitivity clearance,
        Optional<String> direction,
        Optional<String> country,
        Set<String> groups,
        Set<String> roles,
        Optional<String> app) {

    KeyAttributes {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    static KeyAttributes of(Subject subject) {
        return new KeyAttributes(
                subject.clearance(),
                subject.direction(),
                subject.country(),
                subject.groups(),
                subject.roles(),
                subject.app());
    }
}
