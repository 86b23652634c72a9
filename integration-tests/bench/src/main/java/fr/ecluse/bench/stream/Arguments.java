package fr.ecluse.bench.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Program arguments of the form {@code --name=value}, each of which must be there. */
final class Arguments {
    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * @throws IllegalArgumentException if an argument has another form
     */
    Arguments(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("not --name=value: " + argument);
            }
            values.computeIfAbsent(argument.substring(2, equals), _ -> new ArrayList<>())
                    .add(argument.substring(equals + 1));
        }
    }

    String text(String name) {
        return texts(name).stream().findFirst().orElseThrow(() -> new IllegalArgumentException("missing --" + name));
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** All values of an argument that may be given several times, or not at all. */
    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }
}
