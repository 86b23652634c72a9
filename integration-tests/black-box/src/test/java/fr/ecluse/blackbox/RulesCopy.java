package fr.ecluse.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.realservers.OpaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The delivered access rules, copied for somebody who changes them and builds the bundle as the guide says. */
final class RulesCopy {

    private static final Path RULES = Path.of("policies", "rego");

    private final Path root;

    private RulesCopy(Path root) {
        this.root = root;
    }

    /** A copy of what the checkout has, with the launcher that builds it. */
    static RulesCopy of(Checkout checkout) throws IOException {
        RulesCopy copy = new RulesCopy(checkout.newFolder("rules"));
        for (String file : new String[] {"ecluse", "pom.xml"}) {
            Files.copy(checkout.root().resolve(file), copy.root.resolve(file));
        }
        Path source = checkout.root().resolve(RULES);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.root.resolve(RULES).resolve(source.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }

    /** The bundle that was built last. */
    Path bundle() {
        return root.resolve(RULES).resolve("bundle.tar.gz");
    }

    /** Changes the one line of a file that is this one, apart from its indentation. */
    RulesCopy change(String file, String line, String into) throws IOException {
        Path rule = root.resolve(RULES).resolve(file);
        String text = Files.readString(rule);
        Pattern whole = Pattern.compile("(?m)^(\\h*)" + Pattern.quote(line) + "$");
        assertThat(whole.matcher(text).results()).as("%s in %s", line, file).hasSize(1);
        Files.writeString(rule, whole.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(into)));
        return this;
    }

    /** Puts another content in the place of a file's. */
    RulesCopy replace(String file, String content) throws IOException {
        Files.writeString(root.resolve(RULES).resolve(file), content);
        return this;
    }

    /** Adds lines at the end of a file. */
    RulesCopy append(String file, String lines) throws IOException {
        Path data = root.resolve(RULES).resolve(file);
        Files.writeString(data, Files.readString(data) + lines);
        return this;
    }

    /** Builds the bundle, which is then in the place of the former one. */
    RulesCopy build() throws IOException, InterruptedException {
        ProcessBuilder build = new ProcessBuilder(root.resolve("ecluse").toString(), "rules", "build");
        build.environment()
                .merge(
                        "PATH",
                        OpaProgram.require().resolveSibling("").toString(),
                        (path, opa) -> opa + File.pathSeparator + path);
        Process process = build.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("Wrote ");
        return this;
    }
}
