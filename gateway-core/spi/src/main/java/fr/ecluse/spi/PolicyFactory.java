package fr.ecluse.spi;

import java.util.Set;

/**
 * Makes the policies of one name. Found by {@link java.util.ServiceLoader}, on the class path or in a jar of the
 * plugins folder.
 *
 * @param <C> the options, a record whose constructor refuses bad values; see {@link fr.ecluse.spi.config.Option}
 */
public interface PolicyFactory<C extends Record> {

    /** The name used in {@code policy:<name>} and under {@code ecluse.policies}: lower case, digits, hyphens. */
    String name();

    /** The record that the step's options are bound to. */
    Class<C> configType();

    /** The phases that a flow may name in {@code policy:<name>?phase=…}; empty for a policy without phases. */
    default Set<String> phases() {
        return Set.of();
    }

    /**
     * Makes the policy for one step of one flow.
     *
     * @throws RuntimeException if it cannot work with these options; the flow then does not start
     */
    Policy create(C config, PolicyContext context);
}
