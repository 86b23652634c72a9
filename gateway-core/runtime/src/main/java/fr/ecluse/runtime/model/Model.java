package fr.ecluse.runtime.model;

import java.util.List;
import java.util.Optional;

/**
 * A model as callers know it.
 *
 * @param alias the name that they use
 * @param type what it is for; empty if it serves every operation
 * @param deployments the places that serve it, at least one
 */
public record Model(String alias, Optional<String> type, List<Deployment> deployments) {

    public Model {
        deployments = List.copyOf(deployments);
    }

    /** Whether {@code model:<kind>} may serve it. */
    public boolean serves(String kind) {
        return type.isEmpty() || type.get().equals(kind);
    }
}
