package fr.ecluse.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads the classes of one jar of the plugins folder. Such a jar sees the JDK, the SPI and the few libraries that the
 * SPI speaks in; the gateway's own classes and libraries do not exist for it. It brings along whatever else it needs.
 */
final class PluginLoader extends URLClassLoader {

    static final List<String> SPI = List.of("fr.ecluse.spi.", "io.micrometer.core.", "org.jspecify.", "org.slf4j.");
    static final List<String> CAMEL = List.of("org.apache.camel.", "org.slf4j.");

    private final ClassLoader gateway;
    private final List<String> shared;

    /**
     * A loader for a jar.
     *
     * @param gateway where shared packages come from
     * @param shared prefixes of the names that it shares with the gateway
     */
    PluginLoader(String name, URL jar, ClassLoader gateway, List<String> shared) {
        super("plugin " + name, new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        this.gateway = gateway;
        this.shared = shared;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : shared) {
            if (name.startsWith(prefix)) {
                try {
                    return gateway.loadClass(name);
                } catch (ClassNotFoundException e) {
                    break; // a component's own package below a shared one
                }
            }
        }
        return super.loadClass(name, resolve);
    }

    /** Only the jar's own: services and files of the gateway are none of its business. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }
}
