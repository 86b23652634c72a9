package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.gate.Gate.GateView;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.reload.Reloadable;
import java.util.Optional;

/** The models and zones in force, swapped as a whole when the configuration is reloaded. Thread-safe. */
final class Models implements Reloadable {

    private final ModelsPart part;
    private volatile ModelsPart.Built built;

    Models(ModelsPart part, EcluseOptions options) {
        this.part = part;
        this.built = part.build(options, 1);
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Prepared prepare(ConfigTree configuration, long generation) {
        ModelsPart.Built next = part.build(
                configuration
                        .without("policies", "flows", "connectors", "config", "edge")
                        .bind(EcluseOptions.class),
                generation);
        return () -> built = next;
    }

    ModelCatalogue catalogue() {
        return built.catalogue();
    }

    GateView gateView() {
        return built.gate();
    }

    Optional<String> missing() {
        return built.missing();
    }
}
