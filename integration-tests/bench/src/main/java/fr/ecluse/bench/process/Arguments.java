package fr.ecluse.bench.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Program arguments of the form {@code --name=value}, each of which must be there. */
public final class Arguments {
    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * Reads a program's arguments.
     *
     * @throws IllegalArgumentException if one has another form
     */
    public Arguments(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("not --name=value: " + argument);
            }
            values.computeIfAbsent(argument.substring(2, equals), _ -> new ArrayList<>())
                    .add(argument.substring(equals + 1));
        }
    }

    /** The first value of an argument. */
    public String text(String name) {
        return texts(name).stream().findFirst().orElseThrow(() -> new IllegalArgumentException("missing --" + name));
    }

    /** The same as a number. */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** All values of an argument that may be given several times, or not at all. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }
}
