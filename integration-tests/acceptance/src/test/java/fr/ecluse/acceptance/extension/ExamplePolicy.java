package fr.ecluse.acceptance.extension;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project {@code docs/examples/policy}, built with the JDK's own tools: Maven would want the SPI in a repository,
 * where a build that only tests has not put it.
 */
final class ExamplePolicy {

    /** What the gateway shows to plugins. */
    private static final List<String> SHOWN = List.of(
            "fr.ecluse.ecluse-spi-",
            "io.micrometer.micrometer-core-",
            "org.jspecify.jspecify-",
            "org.slf4j.slf4j-api-");

    private final Path project;
    private final Path libraries;
    private final Path work;

    ExamplePolicy(Checkout checkout) {
        this.project = checkout.root().resolve("docs/examples/policy");
        this.libraries = checkout.gateway().resolve("lib/main");
        this.work = checkout.newFolder("example-policy");
    }

    /** The project's own Java files, as one text. */
    String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path source : files(project.resolve("src"), ".java")) {
            sources.append(Files.readString(source));
        }
        return sources.toString();
    }

    /** The file that names the factory to the gateway. */
    String service() throws IOException {
        return Files.readString(project.resolve("src/main/resources/META-INF/services/fr.ecluse.spi.PolicyFactory"));
    }

    /**
     * Compiles and packages the policy.
     *
     * @return a folder with the jar in it, and nothing else
     */
    Path buildIntoPluginsFolder() throws IOException {
        Path classes = compile("main", shown());
        Path plugins = Files.createDirectories(work.resolve("plugins"));
        run(
                "jar",
                "--create",
                "--file=" + plugins.resolve("text-limit-1.0.0.jar"),
                "-C",
                classes.toString(),
                ".",
                "-C",
                project.resolve("src/main/resources").toString(),
                ".");
        return plugins;
    }

    /** Compiles the policy's test, with the test kit and all else that these tests have. */
    void compileTest() throws IOException {
        Path classes = compile("main", shown());
        compile("test", classes + File.pathSeparator + System.getProperty("java.class.path"));
    }

    private Path compile(String part, String classPath) throws IOException {
        Path classes = Files.createDirectories(work.resolve(part));
        List<String> arguments = new ArrayList<>(List.of("--release", "25", "-proc:none", "-d", classes.toString()));
        arguments.add("-classpath");
        arguments.add(classPath);
        files(project.resolve("src/" + part + "/java"), ".java").forEach(source -> arguments.add(source.toString()));
        run("javac", arguments.toArray(String[]::new));
        return classes;
    }

    private String shown() throws IOException {
        List<Path> jars = files(libraries, ".jar").stream()
                .filter(jar -> SHOWN.stream()
                        .anyMatch(name -> jar.getFileName().toString().startsWith(name)))
                .toList();
        assertThat(jars).hasSameSizeAs(SHOWN);
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void run(String tool, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(printer, printer, arguments);
        assertThat(status).as(() -> tool + ": " + output).isZero();
    }
}
