package fr.ecluse.runtime.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All models of one generation of the configuration. Immutable. */
public final class ModelCatalogue {

    private final Map<String, Model> byAlias = new LinkedHashMap<>();
    private final long since;

    /**
     * Puts models together.
     *
     * @param since when they came to be known, in Unix seconds
     */
    public ModelCatalogue(Collection<Model> models, long since) {
        models.forEach(model -> byAlias.put(model.alias(), model));
        this.since = since;
    }

    public Optional<Model> find(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }

    public List<Model> all() {
        return List.copyOf(byAlias.values());
    }

    public long since() {
        return since;
    }
}
