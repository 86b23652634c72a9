package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigNode.Branch;
import fr.ecluse.runtime.config.ConfigNode.Value;
import fr.ecluse.runtime.config.OptionType.ListOf;
import fr.ecluse.runtime.config.OptionType.Nested;
import fr.ecluse.runtime.config.OptionType.Optionally;
import fr.ecluse.runtime.config.OptionType.Scalar;
import fr.ecluse.runtime.config.OptionType.SetOf;
import org.jspecify.annotations.Nullable;

/** Asks the environment for the options of a record and adds the answers to what the sources say. */
final class EnvironmentReader {

    private final Environment environment;

    EnvironmentReader(Environment environment) {
        this.environment = environment;
    }

    Branch complete(Branch branch, OptionRecord options) {
        return complete(branch.key(), branch, options);
    }

    /** The key is that of the place, which the branch's is not where it came from an overlay. */
    private Branch complete(String key, Branch branch, OptionRecord options) {
        Branch completed = branch;
        for (OptionRecord.Component option : options.options()) {
            ConfigNode configured = branch.children().get(option.name());
            ConfigNode answer = complete(KeyPath.below(key, option.name()), configured, option.type());
            if (answer != null) {
                completed = completed.with(option.name(), answer);
            }
        }
        return completed;
    }

    private @Nullable ConfigNode complete(String key, @Nullable ConfigNode configured, OptionType type) {
        return switch (type) {
            case Optionally(OptionType value) -> complete(key, configured, value);
            case Scalar scalar -> ask(key, configured);
            case ListOf(Scalar item) -> ask(key, configured);
            case SetOf(Scalar item) -> ask(key, configured);
            case Nested(OptionRecord options) -> completeNested(key, configured, options);
            default -> configured;
        };
    }

    private @Nullable ConfigNode ask(String key, @Nullable ConfigNode configured) {
        Value asked = environment.ask(key);
        return asked == null ? configured : asked.over(configured);
    }

    private @Nullable ConfigNode completeNested(String key, @Nullable ConfigNode configured, OptionRecord options) {
        if (configured instanceof Branch branch) {
            return complete(key, branch, options);
        }
        Branch alone = complete(key, Branch.empty(key), options);
        return alone.children().isEmpty() || configured instanceof Value value && !value.isBlank() ? configured : alone;
    }
}
