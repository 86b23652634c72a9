package fr.ecluse.spi;

/**
 * Makes the builtin of one name, once, when the gateway starts. Found by {@link java.util.ServiceLoader}, on the class
 * path or in a jar of the plugins folder.
 *
 * @param <C> the options, a record whose constructor refuses bad values; see {@link fr.ecluse.spi.config.Option}
 */
public interface BuiltinFactory<C extends Record> {

    /** The name used in {@code builtin:<name>} and under {@code ecluse.builtins}: lower case, digits, hyphens. */
    String name();

    /** The record that the options are bound to. */
    Class<C> configType();

    /**
     * Makes the builtin.
     *
     * @throws RuntimeException if it cannot work with these options; the gateway then does not start
     */
    Builtin create(C config, BuiltinContext context);
}
