package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.reload.Reloadable;
import java.util.Set;

/** Connectors are made at the start alone, but a mistake in them is told when the configuration is reloaded. */
final class ConnectorCheck implements Reloadable {

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public Set<String> sections() {
        return Set.of();
    }

    @Override
    public Prepared prepare(ConfigTree configuration, long generation) {
        ConnectorSetup.options(configuration.at("connectors"));
        return () -> {};
    }
}
