package fr.ecluse.runtime.model;

import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.Sensitivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model as callers know it.
 *
 * @param card what policies know of it
 * @param deployments the places that serve it, at least one
 */
public record Model(ModelCard card, List<Deployment> deployments) {

    public Model {
        deployments = List.copyOf(deployments);
    }

    /** A model as its operator describes it; it stands where its deployments do. */
    public static Model of(String alias, ModelOptions options, List<Deployment> deployments) {
        Set<String> zones = deployments.stream().map(Deployment::zone).collect(Collectors.toSet());
        return new Model(new ModelCard(alias, options.type(), zones, options.floor(), options.ceiling()), deployments);
    }

    /** A model of which only its name and place are known. */
    static Model of(String alias, Deployment deployment) {
        ModelCard card =
                new ModelCard(alias, Optional.empty(), Set.of(deployment.zone()), Sensitivity.PUBLIC, Sensitivity.DR);
        return new Model(card, List.of(deployment));
    }

    /** The name that callers use. */
    public String alias() {
        return card.alias();
    }

    /** What it is for; empty if it serves every operation. */
    public Optional<String> type() {
        return card.type();
    }

    /** Whether {@code model:<kind>} may serve it. */
    public boolean serves(String kind) {
        return type().isEmpty() || type().get().equals(kind);
    }
}
