package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigNode.Branch;
import fr.ecluse.runtime.config.ConfigNode.Items;
import fr.ecluse.runtime.config.ConfigNode.Value;
import fr.ecluse.runtime.config.ConfigurationException.Problem;
import fr.ecluse.runtime.config.OptionType.ListOf;
import fr.ecluse.runtime.config.OptionType.MapOf;
import fr.ecluse.runtime.config.OptionType.Nested;
import fr.ecluse.runtime.config.OptionType.Optionally;
import fr.ecluse.runtime.config.OptionType.Part;
import fr.ecluse.runtime.config.OptionType.Scalar;
import fr.ecluse.runtime.config.OptionType.SetOf;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make values of configuration. A method that returns null has added a problem; the attempt goes on, so
 * that the operator learns of all of them at once.
 */
final class Binding {

    private static final int LONGEST_SHOWN_VALUE = 80;

    private final Environment environment;
    private final List<Problem> problems;

    /**
     * @param environment what the parts that are handed on as they are may ask
     * @param problems where problems are added
     */
    Binding(Environment environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    @Nullable
    Record record(OptionRecord options, Branch branch) {
        int before = problems.size();
        refuseUnknown(options, branch);
        List<Object> values = new ArrayList<>();
        for (OptionRecord.Component option : options.options()) {
            Object value = option(option, branch);
            if (value != null) {
                values.add(value);
            }
        }
        return problems.size() > before ? null : create(options, branch.key(), values);
    }

    private void refuseUnknown(OptionRecord options, Branch branch) {
        List<String> names =
                options.options().stream().map(OptionRecord.Component::name).toList();
        branch.children().forEach((name, child) -> {
            if (!names.contains(name)) {
                String hint = NearestName.of(name, names)
                        .map(nearest -> ", did you mean '" + nearest + "'?")
                        .orElse(";");
                addProblem(child, "unknown key" + hint + " allowed here: " + String.join(", ", names));
            }
        });
    }

    private @Nullable Record create(OptionRecord options, String key, List<Object> values) {
        try {
            return options.create(values);
        } catch (InvocationTargetException refused) {
            problems.add(new Problem(key, RefusedValue.message(refused)));
            return null;
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException(options.type() + " cannot be created", unusable);
        }
    }

    private @Nullable Object option(OptionRecord.Component option, Branch branch) {
        ConfigNode configured = branch.children().get(option.name());
        String key = KeyPath.below(branch.key(), option.name());
        if (configured == null && !option.byDefault().isEmpty()) {
            configured = DefaultValue.of(key, option.byDefault());
        }
        return configured == null ? absent(key, option.type()) : value(option.type(), configured);
    }

    private @Nullable Object absent(String key, OptionType type) {
        return switch (type) {
            case Optionally optional -> Optional.empty();
            case ListOf list -> List.of();
            case SetOf set -> Collections.emptySet();
            case MapOf map -> Map.of();
            case Part part -> ConfigTree.of(Branch.empty(key), environment);
            case Nested(OptionRecord options) -> record(options, Branch.empty(key));
            case Scalar scalar -> {
                problems.add(new Problem(key, "must be set (" + scalar.name() + ")"));
                yield null;
            }
        };
    }

    private @Nullable Object value(OptionType type, ConfigNode node) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar, node);
            case Optionally(OptionType inner) -> isBlank(node) ? Optional.empty() : optional(inner, node);
            case ListOf(OptionType item) -> list(item, node);
            case SetOf(OptionType item) -> set(item, node);
            case MapOf(OptionType item) -> map(item, node);
            case Nested(OptionRecord options) -> {
                Branch branch = branch(node);
                yield branch == null ? null : record(options, branch);
            }
            case Part part -> {
                Branch branch = branch(node);
                yield branch == null ? null : ConfigTree.of(branch, environment);
            }
        };
    }

    private @Nullable Object optional(OptionType inner, ConfigNode node) {
        Object value = value(inner, node);
        return value == null ? null : Optional.of(value);
    }

    private @Nullable Object scalar(Scalar type, ConfigNode node) {
        if (!(node instanceof Value value)) {
            addProblem(node, "must be a single value (" + type.name() + ")");
            return null;
        }
        try {
            return type.parse().apply(value.text());
        } catch (IllegalArgumentException bad) {
            addProblem(node, "'" + shown(value.text()) + "' " + bad.getMessage());
            return null;
        }
    }

    private @Nullable List<Object> list(OptionType itemType, ConfigNode node) {
        List<? extends ConfigNode> items;
        if (node instanceof Items given) {
            items = given.items();
        } else if (node instanceof Value value && (itemType instanceof Scalar || value.isBlank())) {
            items = CommaSeparated.split(value.text()).stream()
                    .map(text -> new Value(value.key(), text, value.origin()))
                    .toList();
        } else {
            addProblem(node, "must be a list");
            return null;
        }
        int before = problems.size();
        List<Object> values = new ArrayList<>();
        for (ConfigNode item : items) {
            Object value = value(itemType, item);
            if (value != null) {
                values.add(value);
            }
        }
        return problems.size() > before ? null : List.copyOf(values);
    }

    private @Nullable Object set(OptionType itemType, ConfigNode node) {
        List<Object> values = list(itemType, node);
        return values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    private @Nullable Object map(OptionType valueType, ConfigNode node) {
        Branch branch = branch(node);
        if (branch == null) {
            return null;
        }
        int before = problems.size();
        Binding entries = new Binding(Environment.none(), problems);
        Map<String, Object> values = new LinkedHashMap<>();
        branch.children().forEach((name, child) -> {
            Object value = entries.value(valueType, child);
            if (value != null) {
                values.put(name, value);
            }
        });
        return problems.size() > before ? null : Collections.unmodifiableMap(values);
    }

    private @Nullable Branch branch(ConfigNode node) {
        if (node instanceof Branch branch) {
            return branch;
        }
        if (isBlank(node)) {
            return Branch.empty(node.key());
        }
        addProblem(node, ConfigTree.notAMap(node.key()).message());
        return null;
    }

    private static boolean isBlank(ConfigNode node) {
        return node instanceof Value value && value.isBlank();
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN_VALUE ? text : text.substring(0, LONGEST_SHOWN_VALUE) + "…";
    }

    private void addProblem(ConfigNode node, String message) {
        String origin = node instanceof Value value ? " (in " + value.origin().source() + ")" : "";
        problems.add(new Problem(node.key(), message + origin));
    }
}
