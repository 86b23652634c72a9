package fr.ecluse.runtime.gate;

import fr.ecluse.spi.StepName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps that must have run before an exchange may leave: the delivered ones, and what an operator adds. It grows
 * as policies are delivered, and no configuration makes it smaller.
 *
 * @param required per kind of target
 */
public record Floor(Map<TargetKind, List<StepName>> required) {

    private static final List<StepName> BARE =
            List.of(StepName.of("metering"), StepName.of("identity"), StepName.of("contract"));

    private static final List<StepName> DELIVERED = Stream.concat(
                    BARE.stream(), Stream.of(StepName.parse("access@request"), StepName.parse("access@content")))
            .toList();

    /**
     * The policies whose word about the body counts only for the body that they saw: a later edit makes it void.
     */
    static final Set<String> STAMPING = Set.of("contract", "dlp", "sensitivity");

    public Floor {
        required = Map.copyOf(required);
    }

    /** The delivered floor. */
    public static Floor delivered() {
        return same(DELIVERED);
    }

    /** The smallest one that a gateway works with, to measure what the others cost. No operator can have it. */
    public static Floor bare() {
        return same(BARE);
    }

    private static Floor same(List<StepName> steps) {
        return new Floor(Map.of(TargetKind.MODEL, steps, TargetKind.CONNECTOR, steps, TargetKind.BUILTIN, steps));
    }

    /** This floor with an operator's additions. */
    public Floor with(Map<TargetKind, List<StepName>> additions) {
        Map<TargetKind, List<StepName>> more = new EnumMap<>(required);
        additions.forEach((kind, steps) -> more.merge(
                kind,
                steps,
                (present, added) -> Stream.concat(present.stream(), added.stream())
                        .distinct()
                        .toList()));
        return new Floor(more);
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
}
