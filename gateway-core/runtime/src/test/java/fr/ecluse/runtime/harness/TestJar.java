package fr.ecluse.runtime.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar made of source text, as an integrator's build would make one. */
public final class TestJar {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private TestJar() {}

    /** Compiles one class. */
    public static TestJar of(String className, String source) throws IOException {
        TestJar jar = new TestJar();
        Path classes = Files.createTempDirectory("classes");
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-d", classes.toString(), "-proc:none"), null, List.of(file))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("the source of " + className + " does not compile");
        }
        try (var files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                jar.entries.put(classes.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return jar;
    }

    public TestJar service(String type, String implementation) {
        return file("META-INF/services/" + type, implementation + "\n");
    }

    public TestJar file(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Path writeTo(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream stream = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                stream.putNextEntry(new JarEntry(entry.getKey()));
                stream.write(entry.getValue());
                stream.closeEntry();
            }
        }
        return jar;
    }
}
