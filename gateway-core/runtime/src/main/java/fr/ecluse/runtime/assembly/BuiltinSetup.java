package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.model.Model;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.plugin.Plugins;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.BuiltinFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Makes the builtins of plugins with their options, {@code ecluse.builtins.<name>}. */
final class BuiltinSetup {

    private record Context(PluginServices services, Supplier<ModelCatalogue> catalogue)
            implements BuiltinContext, OnServices {

        @Override
        public List<String> models() {
            return catalogue.get().all().stream().map(Model::alias).toList();
        }
    }

    private BuiltinSetup() {}

    /**
     * The builtins of plugins, beside those of the gateway's own.
     *
     * @throws IllegalArgumentException if a name is taken, or options are for a builtin that does not exist
     */
    static Map<String, Builtin> builtins(
            ConfigTree configuration,
            Plugins plugins,
            PluginServices services,
            Supplier<ModelCatalogue> catalogue,
            Map<String, Builtin> own) {
        Map<String, Record> options = options(configuration, plugins);
        Map<String, Builtin> builtins = new LinkedHashMap<>(own);
        BuiltinContext context = new Context(services, catalogue);
        for (BuiltinFactory<?> factory : plugins.builtins()) {
            if (builtins.putIfAbsent(factory.name(), create(factory, options, context)) != null) {
                throw new IllegalArgumentException(
                        "the builtin '" + factory.name() + "' of a plugin has the name of one of the gateway's own");
            }
        }
        return builtins;
    }

    /** The options of each, by its name. */
    static Map<String, Record> options(ConfigTree configuration, Plugins plugins) {
        ConfigTree builtins = configuration.at("builtins");
        Map<String, Record> options = new LinkedHashMap<>();
        for (BuiltinFactory<?> factory : plugins.builtins()) {
            options.put(factory.name(), builtins.at(factory.name()).bind(factory.configType()));
        }
        for (String name : builtins.names()) {
            if (!options.containsKey(name)) {
                throw new IllegalArgumentException(builtins.key() + "." + name
                        + ": there is no builtin of that name with options; there are "
                        + new TreeSet<>(options.keySet()));
            }
        }
        return options;
    }

    private static <C extends Record> Builtin create(
            BuiltinFactory<C> factory, Map<String, Record> options, BuiltinContext context) {
        return factory.create(factory.configType().cast(Objects.requireNonNull(options.get(factory.name()))), context);
    }
}
