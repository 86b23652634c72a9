package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.OptionType.ListOf;
import fr.ecluse.runtime.config.OptionType.MapOf;
import fr.ecluse.runtime.config.OptionType.Nested;
import fr.ecluse.runtime.config.OptionType.Optionally;
import fr.ecluse.runtime.config.OptionType.Part;
import fr.ecluse.runtime.config.OptionType.SetOf;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the option type of a Java type. */
final class OptionTypes {

    private OptionTypes() {}

    /**
     * @param where the component, for the error
     * @param around the records that this component stands in
     * @throws IllegalArgumentException if the Java type cannot be configured
     */
    static OptionType of(Type type, String where, Set<Class<?>> around) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            OptionType inner = of(arguments[arguments.length - 1], where, around);
            if (generic.getRawType() == Optional.class) {
                return new Optionally(inner);
            } else if (generic.getRawType() == List.class) {
                return new ListOf(inner);
            } else if (generic.getRawType() == Set.class) {
                return new SetOf(inner);
            } else if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapOf(inner);
            }
        }
        if (type == ConfigTree.class) {
            return new Part();
        }
        if (type instanceof Class<?> plain) {
            Optional<OptionType.Scalar> scalar = ScalarTypes.of(plain);
            if (scalar.isPresent()) {
                return scalar.get();
            }
            if (plain.isRecord()) {
                return new Nested(OptionRecord.of(plain.asSubclass(Record.class), around));
            }
        }
        throw new IllegalArgumentException(where + ": " + type.getTypeName() + " cannot be configured");
    }
}
