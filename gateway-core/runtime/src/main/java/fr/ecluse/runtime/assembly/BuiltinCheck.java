package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.plugin.Plugins;
import fr.ecluse.runtime.reload.Reloadable;
import java.util.Set;

/** Builtins are made at the start alone, but a mistake in their options is told when the configuration is reloaded. */
final class BuiltinCheck implements Reloadable {

    private final Plugins plugins;

    BuiltinCheck(Plugins plugins) {
        this.plugins = plugins;
    }

    @Override
    public String name() {
        return "builtins";
    }

    @Override
    public Set<String> sections() {
        return Set.of();
    }

    @Override
    public Prepared prepare(ConfigTree configuration, long generation) {
        BuiltinSetup.options(configuration, plugins);
        return () -> {};
    }
}
