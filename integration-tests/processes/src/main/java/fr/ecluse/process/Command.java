package fr.ecluse.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name what messages call it
 * @param arguments the program and its arguments
 * @param environment variables added to those of this process
 * @param folder where the process stands
 * @param log receives standard output and standard error, replaced if it exists
 */
public record Command(String name, List<String> arguments, Map<String, String> environment, Path folder, Path log) {
    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(name + ": no program to start");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
