package fr.ecluse.runtime.config;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options records as plugins would write them, and configurations for them. */
final class Samples {

    private Samples() {}

    enum Failure {
        CLOSED,
        OPEN,
        LOG_ONLY
    }

    record Scalars(
            @Option("A text.") String text,
            @Option("A switch.") boolean onOff,
            @Option("A count.") int count,
            @Option("A large count.") Long largeCount,
            @Option("A share.") double share,
            @Option("A price.") BigDecimal price,
            @Option("A mode.") Failure failure,
            @Option("A level.") Sensitivity level,
            @Option("A time.") Duration delay,
            @Option("A size.") ByteSize maxSize,
            @Option("A place.") Path folder,
            @Option("An address.") URI baseURL,
            @Option("A moment.") Instant since,
            @Option("A step.") StepName step) {}

    record Defaults(
            @Option(value = "A text.", byDefault = "'#1, quoted'")
            String text,

            @Option(value = "A count.", byDefault = "-7") int count,
            @Option(value = "Words.", byDefault = "a, b") List<String> words,

            @Option(value = "Numbers.", byDefault = "[1, 2]")
            Set<Integer> numbers,

            @Option(value = "Limits.", byDefault = "{fast: 1s, slow: 1m}")
            Map<String, Duration> limits,

            @Option("May be absent.") Optional<String> absent,
            @Option("Nothing.") List<Door> doors,
            @Option("Nothing.") Set<String> tags,
            @Option("Nothing.") Map<String, Door> doorsByName,
            @Option("Has defaults of its own.") Lock lock,
            @Option("Is for others.") ConfigTree rest) {}

    record Lock(
            @Option(value = "How long it holds.", byDefault = "10s")
            Duration duration) {}

    record Door(
            @Option("Its name.") String name,
            @Option("Its key.") Optional<SecretRef> key,
            @Option(value = "Its width.", byDefault = "90") int width) {

        public Door {
            if (width > 500) {
                throw new IllegalArgumentException("width is at most 500, not " + width);
            }
        }
    }

    record House(
            @Option("Who lives there.") String owner,
            @Option("Its doors.") List<Door> doors,
            @Option("Its gates.") Map<String, Door> gates,
            @Option("The key of it all.") SecretRef masterKey,
            @Option("The lock of it all.") Optional<Lock> lock,
            @Option("Colours.") List<String> colours,
            @Option("Rooms.") Map<String, ConfigTree> rooms,
            @Option("The garden.") ConfigTree garden) {}

    /** A tree of alternating keys and values. */
    static ConfigTree tree(String... keysAndValues) {
        return tree(Environment.none(), keysAndValues);
    }

    static ConfigTree tree(Environment environment, String... keysAndValues) {
        return ConfigTree.of(List.of(source("test.yaml", 100, keysAndValues)), environment);
    }

    static ConfigSource source(String name, int ordinal, String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ConfigSource(name, ordinal, values);
    }

    static Environment environment(int ordinal, String... namesAndValues) {
        Map<String, String> variables = source("", 0, namesAndValues).values();
        return new Environment(ordinal, variables::get);
    }
}
