package fr.ecluse.rules;

import fr.ecluse.realservers.OpaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OPA as a program that does something and ends. */
final class OpaCommand {

    private OpaCommand() {}

    /**
     * Runs it.
     *
     * @return what it wrote to standard output
     * @throws IllegalStateException if it failed; what it says of that is in the log of the tests
     */
    static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(OpaProgram.require().toString()), arguments.stream())
                .toList();
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", line) + "\n" + output);
        }
        return output;
    }

    /** The syntax tree of a file, with the annotations of what stands in it. */
    static JsonNode parse(String file) throws IOException, InterruptedException {
        return new JsonMapper().readTree(run(List.of("parse", "--format", "json", file)));
    }
}
