package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigNode.Branch;
import fr.ecluse.runtime.config.ConfigNode.Items;
import fr.ecluse.runtime.config.ConfigNode.Origin;
import fr.ecluse.runtime.config.ConfigNode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads the default of an option, which is written as in YAML. */
final class DefaultValue {

    private static final Origin ORIGIN = new Origin("default", Integer.MIN_VALUE);

    /** What a plain scalar does not begin with; without one of these, the text is its own value. */
    private static final String INDICATORS = "[{'\"&*!|>%@`#?~-";

    private DefaultValue() {}

    static ConfigNode of(String key, String yaml) {
        boolean plain = INDICATORS.indexOf(yaml.charAt(0)) < 0;
        return node(key, plain ? yaml : load(yaml));
    }

    private static Object load(String yaml) {
        LoadSettings allScalarsAreText =
                LoadSettings.builder().setSchema(new FailsafeSchema()).build();
        return new Load(allScalarsAreText).loadFromString(yaml);
    }

    private static ConfigNode node(String key, Object loaded) {
        if (loaded instanceof Map<?, ?> map) {
            SortedMap<String, ConfigNode> children = new TreeMap<>();
            map.forEach((name, child) ->
                    children.put(name.toString(), node(KeyPath.below(key, name.toString()), child)));
            return new Branch(key, children);
        }
        if (loaded instanceof List<?> list) {
            List<ConfigNode> items = new ArrayList<>();
            list.forEach(item -> items.add(node(KeyPath.item(key, items.size()), item)));
            return new Items(key, items, ORIGIN);
        }
        return new Value(key, loaded.toString(), ORIGIN);
    }
}
