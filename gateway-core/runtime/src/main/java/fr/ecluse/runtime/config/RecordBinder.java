package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an options record of a part of the configuration, by the rules of {@link fr.ecluse.spi.config.Option}. Beyond
 * those, a component may be a {@link java.math.BigDecimal}, {@link java.net.URI}, {@link java.time.Instant}, a class
 * with a {@code public static} method {@code parse(String)} of its own, or a {@link ConfigTree}, which takes everything
 * below its key as it is. Lists of single values may be written {@code a, b}. Maps come in the order of their keys.
 * Immutable.
 *
 * @param <R> the record
 */
public final class RecordBinder<R extends Record> {

    private final Class<R> type;
    private final OptionRecord options;

    private RecordBinder(Class<R> type, OptionRecord options) {
        this.type = type;
        this.options = options;
    }

    /**
     * A binder for a record.
     *
     * @throws IllegalArgumentException if the record cannot be configured: a component is of another type, or carries
     *     no {@link fr.ecluse.spi.config.Option}
     */
    public static <R extends Record> RecordBinder<R> of(Class<R> type) {
        return new RecordBinder<>(type, OptionRecord.of(type));
    }

    /**
     * Makes the record.
     *
     * @throws ConfigurationException with everything that is wrong: unknown keys, bad and missing values, and what the
     *     records' constructors refuse; values below a {@link fr.ecluse.spi.config.SecretRef} are never shown
     */
    public R bind(ConfigTree tree) {
        List<Problem> problems = new ArrayList<>();
        Record bound = new Binding(tree.environment(), problems)
                .record(options, new EnvironmentReader(tree.environment()).complete(tree.branch(), options));
        if (bound == null) {
            throw new ConfigurationException(problems);
        }
        return type.cast(bound);
    }
}
