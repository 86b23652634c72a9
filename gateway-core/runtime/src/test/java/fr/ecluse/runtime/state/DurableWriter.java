package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes durable entries until it is killed, and prints the key of each when its call has returned. The arguments are
 * the state folder and options.
 */
final class DurableWriter {

    static final String MAP = "written";

    private DurableWriter() {}

    /** Runs it in a process of its own, and kills it when it has printed so many keys; returns all that it printed. */
    static List<String> runAndKill(int after, Path folder, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.net.preferIPv4Stack=true",
                DurableWriter.class.getName(),
                folder.toString()));
        command.addAll(List.of(options));
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> printed = new ArrayList<>();
        try (BufferedReader reader = writer.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                printed.add(line);
                if (printed.size() == after) {
                    // Unlike Process.destroyForcibly(), this leaves what was printed before to be read.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return printed;
    }

    public static void main(String[] arguments) {
        try (SharedStates state =
                StateSettings.start(Path.of(arguments[0]), Arrays.copyOfRange(arguments, 1, arguments.length))) {
            StateMap map = state.map(MAP, Durability.DURABLE);
            for (int i = 0; ; i++) {
                map.put("key" + i, SharedStateContract.bytes("value of key" + i), Duration.ZERO);
                System.out.println("key" + i);
            }
        }
    }
}
