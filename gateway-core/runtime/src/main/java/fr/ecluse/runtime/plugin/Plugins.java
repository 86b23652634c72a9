package fr.ecluse.runtime.plugin;

import fr.ecluse.spi.BuiltinFactory;
import fr.ecluse.spi.PolicyFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** All plugins of a gateway: policies and builtins by name, and Camel components by scheme. */
public final class Plugins implements AutoCloseable {

    private static final List<String> OF_THE_SPI = List.of(
            "META-INF/services/" + PolicyFactory.class.getName(),
            "META-INF/services/" + BuiltinFactory.class.getName());
    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

    /**
     * A plugin, as an operator sees it.
     *
     * @param name the policy's or builtin's name, or the component's scheme
     * @param kind {@code policy}, {@code builtin} or {@code component}
     * @param jar the jar it came from; empty if it was delivered
     * @param sha256 of the jar
     */
    public record Description(String name, String kind, Optional<String> jar, Optional<String> sha256) {}

    private final Map<String, PolicyFactory<?>> factories = new LinkedHashMap<>();
    private final Map<String, BuiltinFactory<?>> builtins = new LinkedHashMap<>();
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final List<Description> descriptions = new ArrayList<>();
    private final List<PluginLoader> loaders = new ArrayList<>();

    private Plugins() {}

    /**
     * Finds the delivered plugins and those of the folder.
     *
     * @throws IllegalArgumentException if a jar is not on the list, cannot be used, or brings a name that is taken
     */
    public static Plugins load(PluginOptions options, ClassLoader gateway) {
        Plugins plugins = new Plugins();
        plugins.addServices(gateway, Optional.empty(), Optional.empty());
        options.folder().filter(Files::isDirectory).ifPresent(folder -> {
            for (Path jar : jars(folder)) {
                plugins.addJar(jar, options.sha256(), gateway);
            }
        });
        return plugins;
    }

    public Optional<PolicyFactory<?>> policy(String name) {
        return Optional.ofNullable(factories.get(name));
    }

    /** The names of all policies. */
    public List<String> policyNames() {
        return List.copyOf(factories.keySet());
    }

    /** The makers of all builtins that plugins bring. */
    public List<BuiltinFactory<?>> builtins() {
        return List.copyOf(builtins.values());
    }

    /** Camel components from the folder, by scheme. */
    public Map<String, Component> components() {
        return Map.copyOf(components);
    }

    public List<Description> descriptions() {
        return List.copyOf(descriptions);
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugins folder " + folder, e);
        }
    }

    private void addJar(Path jar, List<String> allowed, ClassLoader gateway) {
        String file = jar.getFileName().toString();
        String hash = sha256(jar);
        if (!allowed.isEmpty() && !allowed.contains(hash)) {
            throw new IllegalArgumentException(
                    "plugin " + file + " is not on the list ecluse.plugins.sha256; its hash is " + hash);
        }
        Map<String, String> schemes = componentClasses(jar);
        try {
            PluginLoader loader = new PluginLoader(
                    file, jar.toUri().toURL(), gateway, schemes.isEmpty() ? PluginLoader.SPI : PluginLoader.CAMEL);
            loaders.add(loader);
            if (schemes.isEmpty()) {
                addServices(loader, Optional.of(file), Optional.of(hash));
            }
            for (Map.Entry<String, String> scheme : schemes.entrySet()) {
                Object component = loader.loadClass(scheme.getValue())
                        .getDeclaredConstructor()
                        .newInstance();
                components.put(scheme.getKey(), (Component) component);
                descriptions.add(new Description(scheme.getKey(), "component", Optional.of(file), Optional.of(hash)));
            }
        } catch (IOException | ReflectiveOperationException | ClassCastException | ServiceConfigurationError e) {
            throw new IllegalArgumentException("plugin " + file + " cannot be used: " + e, e);
        }
    }

    private void addServices(ClassLoader loader, Optional<String> jar, Optional<String> hash) {
        for (PolicyFactory<?> factory : ServiceLoader.load(PolicyFactory.class, loader)) {
            requireNew("policies", factory.name(), factories.putIfAbsent(factory.name(), factory), jar);
            descriptions.add(new Description(factory.name(), "policy", jar, hash));
        }
        for (BuiltinFactory<?> factory : ServiceLoader.load(BuiltinFactory.class, loader)) {
            requireNew("builtins", factory.name(), builtins.putIfAbsent(factory.name(), factory), jar);
            descriptions.add(new Description(factory.name(), "builtin", jar, hash));
        }
    }

    private static void requireNew(String kind, String name, @Nullable Object former, Optional<String> jar) {
        if (former != null) {
            throw new IllegalArgumentException("there are two " + kind + " named '" + name + "'"
                    + jar.map(file -> ", one in " + file).orElse(""));
        }
    }

    /**
     * The classes of the Camel components in a jar, by scheme, as Camel's own service files name them.
     *
     * @throws IllegalArgumentException if it has policies or builtins beside them
     */
    private static Map<String, String> componentClasses(Path jar) {
        Map<String, String> classes = new LinkedHashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith(COMPONENTS) && !entry.isDirectory()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        Properties service = new Properties();
                        service.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                        classes.put(entry.getName().substring(COMPONENTS.length()), service.getProperty("class"));
                    }
                }
            }
            if (!classes.isEmpty() && OF_THE_SPI.stream().anyMatch(service -> file.getEntry(service) != null)) {
                // The two see different parts of the gateway, so one loader cannot serve both.
                throw new IllegalArgumentException("plugin " + jar.getFileName()
                        + " has policies or builtins beside Camel components; each kind must be in a jar of its own");
            }
            return classes;
        } catch (IOException e) {
            throw new IllegalArgumentException("plugin " + jar.getFileName() + " is no jar", e);
        }
    }

    private static String sha256(Path jar) {
        try (DigestInputStream in = new DigestInputStream(
                new BufferedInputStream(Files.newInputStream(jar)), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read plugin " + jar.getFileName(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (PluginLoader loader : loaders) {
            loader.close();
        }
    }
}
