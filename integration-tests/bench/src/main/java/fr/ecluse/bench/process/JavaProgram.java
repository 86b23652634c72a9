package fr.ecluse.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for programs that run on the same JDK as the bench. */
public final class JavaProgram {
    private JavaProgram() {}

    /** One of the programs in the JDK's {@code bin} folder. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    public static List<String> jar(Path jar, List<String> options, List<String> arguments) {
        return commandLine(options, List.of("-jar", jar.toString()), arguments);
    }

    /** A class of the bench itself, in a process of its own. */
    public static List<String> own(Class<?> main, List<String> options, List<String> arguments) {
        return commandLine(options, List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    private static List<String> commandLine(List<String> options, List<String> program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(tool("java"));
        line.addAll(options);
        line.addAll(program);
        line.addAll(arguments);
        return List.copyOf(line);
    }
}
