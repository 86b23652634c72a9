package fr.ecluse.runtime.gate;

import fr.ecluse.spi.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps that must have run before an exchange may leave: the delivered ones, and what an operator adds. It grows
 * as policies are delivered, and no configuration makes it smaller.
 *
 * @param required per kind of target
 */
public record Floor(Map<TargetKind, List<StepName>> required) {

    private static final List<StepName> DELIVERED =
            List.of(StepName.of("metering"), StepName.of("identity"), StepName.of("contract"));

    /**
     * The policies whose word about the body counts only for the body that they saw: a later edit makes it void.
     */
    static final Set<String> STAMPING = Set.of("contract", "dlp", "sensitivity");

    public Floor {
        required = Map.copyOf(required);
    }

    /** The delivered floor with an operator's additions. */
    public static Floor delivered(Map<TargetKind, List<StepName>> additions) {
        return new Floor(Map.of(
                TargetKind.MODEL, with(additions.getOrDefault(TargetKind.MODEL, List.of())),
                TargetKind.CONNECTOR, with(additions.getOrDefault(TargetKind.CONNECTOR, List.of())),
                TargetKind.BUILTIN, with(additions.getOrDefault(TargetKind.BUILTIN, List.of()))));
    }

    /** What a kind of target requires, with what a contract adds. */
    public List<StepName> forTarget(TargetKind kind, List<StepName> contractRequires) {
        List<StepName> base = required.getOrDefault(kind, List.of());
        if (contractRequires.isEmpty()) {
            return base;
        }
        List<StepName> all = new ArrayList<>(base);
        all.addAll(contractRequires);
        return all;
    }

    private static List<StepName> with(List<StepName> additions) {
        List<StepName> all = new ArrayList<>(DELIVERED);
        additions.stream().filter(step -> !all.contains(step)).forEach(all::add);
        return List.copyOf(all);
    }
}
