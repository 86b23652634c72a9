package fr.ecluse.runtime.model;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.config.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model alias, as configured under {@code ecluse.models.<alias>}. */
public record ModelOptions(
        @Option("What it is for: chat, embeddings; serves every operation if not said.")
        Optional<String> type,

        @Option(value = "The level that a request to it has at least.", byDefault = "public")
        Sensitivity floor,

        @Option(value = "The level that a request to it may have at most.", byDefault = "dr")
        Sensitivity ceiling,

        @Option("The places that serve it.") List<DeploymentOptions> deployments) {

    public ModelOptions {
        if (deployments.isEmpty()) {
            throw new IllegalArgumentException("deployments must name at least one place");
        }
        if (floor.isAbove(ceiling)) {
            throw new IllegalArgumentException("floor is above the ceiling, " + ceiling.word());
        }
        Set<String> ids = new HashSet<>();
        for (DeploymentOptions deployment : deployments) {
            if (!ids.add(deployment.id())) {
                throw new IllegalArgumentException("deployments has the id '" + deployment.id() + "' twice");
            }
        }
    }
}
