package fr.ecluse.spi;

import java.util.List;

/** What a builtin may use. */
public interface BuiltinContext extends PluginContext {

    /** The aliases of the models that are served now, in the order of the configuration. */
    List<String> models();
}
