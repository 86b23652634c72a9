package fr.ecluse.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What the operator says of a model.
 *
 * @param alias the name that callers use
 * @param type what it is for, such as {@code chat}
 * @param zones where it runs
 * @param floor the level that a request to it has at least
 * @param ceiling the level that a request to it may have at most
 */
public record ModelCard(
        String alias, Optional<String> type, Set<String> zones, Sensitivity floor, Sensitivity ceiling) {

    public ModelCard {
        zones = Set.copyOf(zones);
    }
}
