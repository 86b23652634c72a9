package fr.ecluse.app;

import fr.ecluse.runtime.config.ConfigSource;
import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Environment;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Hands the part of the platform's configuration below {@code ecluse.} to the gateway, source by source, since a list
 * of a higher source replaces one of a lower, which a flat view cannot tell. Each call reads the operator's file anew.
 */
final class PlatformConfiguration {

    private static final String PREFIX = ConfigTree.ROOT + ".";

    private final SmallRyeConfig atStart;

    PlatformConfiguration(SmallRyeConfig atStart) {
        this.atStart = atStart;
    }

    /** The configuration as it is now. */
    ConfigTree read() {
        SmallRyeConfig config = fresh();
        List<ConfigSource> sources = new ArrayList<>();
        Environment environment = Environment.none();
        int rank = 1_000;
        for (org.eclipse.microprofile.config.spi.ConfigSource source : config.getConfigSources()) {
            rank--;
            if (source.getName().contains("EnvConfigSource")) {
                environment = new Environment(rank, System::getenv);
                continue;
            }
            Map<String, String> values = values(config, source);
            if (!values.isEmpty()) {
                sources.add(new ConfigSource(source.getName(), rank, values));
            }
        }
        return ConfigTree.of(sources, environment);
    }

    private SmallRyeConfig fresh() {
        Optional<Path> file = ExtraConfiguration.file();
        List<org.eclipse.microprofile.config.spi.ConfigSource> sources = new ArrayList<>();
        atStart.getConfigSources().forEach(source -> {
            if (file.isEmpty() || source.getOrdinal() != ExtraConfiguration.ORDINAL) {
                sources.add(source);
            }
        });
        file.map(ExtraConfiguration::read).ifPresent(sources::add);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    private static Map<String, String> values(
            SmallRyeConfig config, org.eclipse.microprofile.config.spi.ConfigSource source) {
        Map<String, String> values = new HashMap<>();
        for (String name : source.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                String raw = source.getValue(name);
                if (raw != null) {
                    values.put(name, raw.contains("${") ? expanded(config, name, raw) : raw);
                }
            }
        }
        return values;
    }

    /** Expands a delivered value such as {@code ${ECLUSE_STATE:…}}, if it is the one that holds. */
    private static String expanded(SmallRyeConfig config, String name, String raw) {
        ConfigValue holding = config.getConfigValue(name);
        @Nullable String value = raw.equals(holding.getRawValue()) ? holding.getValue() : null;
        return value == null ? raw : value;
    }
}
