package fr.ecluse.runtime.gate;

import fr.ecluse.spi.Body;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The right of one exchange to leave, for the body that it has now. Only the {@link Gate} makes one, and targets do
 * nothing without it. Immutable.
 */
public final class Pass {

    private final Body body;
    private final Sensitivity level;
    private final Set<String> categories;
    private final Set<String> zones;
    private final long generation;
    private final List<StepName> steps;

    Pass(
            Body body,
            Sensitivity level,
            Set<String> categories,
            Set<String> zones,
            long generation,
            List<StepName> steps) {
        this.body = body;
        this.level = level;
        this.categories = Set.copyOf(categories);
        this.zones = Set.copyOf(zones);
        this.generation = generation;
        this.steps = List.copyOf(steps);
    }

    /** SHA-256 of the body that was checked, in hexadecimal digits. */
    public String bodyHash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
