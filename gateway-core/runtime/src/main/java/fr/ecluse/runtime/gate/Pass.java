package fr.ecluse.runtime.gate;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import java.util.List;
import java.util.Set;

/**
 * The right of one exchange to leave, for the body that it has now. Only the {@link Gate} makes one, and targets do
 * nothing without it. Immutable.
 */
public final class Pass {

    private final String bodyHash;
    private final Sensitivity level;
    private final Set<String> categories;
    private final Set<String> zones;
    private final long generation;
    private final List<StepName> steps;

    Pass(
            String bodyHash,
            Sensitivity level,
            Set<String> categories,
            Set<String> zones,
            long generation,
            List<StepName> steps) {
        this.bodyHash = bodyHash;
        this.level = level;
        this.categories = Set.copyOf(categories);
        this.zones = Set.copyOf(zones);
        this.generation = generation;
        this.steps = List.copyOf(steps);
    }

    /** SHA-256 of the body that was checked, in hexadecimal digits. */
    public String bodyHash() {
        return bodyHash;
    }

    public Sensitivity level() {
        return level;
    }

    public Set<String> categories() {
        return categories;
    }

    /** Whether the request may go to this zone. */
    public boolean admits(String zone) {
        return zones.contains(zone);
    }

    /** The generation of the configuration that it was given under. */
    public long generation() {
        return generation;
    }

    /** The steps that had run. */
    public List<StepName> steps() {
        return steps;
    }
}
