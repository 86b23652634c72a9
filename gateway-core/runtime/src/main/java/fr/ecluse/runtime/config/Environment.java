package fr.ecluse.runtime.config;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment's variables as a source of configuration. It is only ever asked for the variable of a known option
 * ({@code ecluse.gate.max-size} → {@code ECLUSE_GATE_MAX_SIZE}): a variable's name does not tell which key was meant,
 * so the entries of a map cannot come from here.
 *
 * @param ordinal its rank among the sources; the highest wins
 * @param lookup gives a variable's value, or null
 */
public record Environment(int ordinal, Function<String, @Nullable String> lookup) {

    private static final Pattern PLAIN_KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    /** An environment without variables. */
    public static Environment none() {
        return new Environment(Integer.MIN_VALUE, name -> null);
    }

    /** The variable's name for a key. */
    static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The value for an option's key, or null; an empty variable counts as none, as shells cannot unset for others. */
    ConfigNode.@Nullable Value ask(String key) {
        if (!PLAIN_KEY.matcher(key).matches()) {
            return null;
        }
        String variable = variable(key);
        String text = lookup.apply(variable);
        return text == null || text.isEmpty()
                ? null
                : new ConfigNode.Value(key, text, new ConfigNode.Origin(variable, ordinal));
    }
}
