package fr.ecluse.bench.report;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of a figure.
 *
 * @param must broken: the gateway is not good enough
 * @param aim what it should reach
 */
public record Target(Optional<Bound> must, Optional<Bound> aim) {

    public static Target of(Bound must, Bound aim) {
        return new Target(Optional.of(must), Optional.of(aim));
    }

    public static Target must(Bound must) {
        return new Target(Optional.of(must), Optional.empty());
    }

    public static Target aim(Bound aim) {
        return new Target(Optional.empty(), Optional.of(aim));
    }

    public static Target none() {
        return new Target(Optional.empty(), Optional.empty());
    }

    /** Never {@link Verdict#NOT_RUN}. */
    public Verdict judge(double value) {
        if (must.isPresent() && !must.get().keptBy(value)) {
            return Verdict.MUST_MISSED;
        }
        if (aim.isPresent()) {
            if (aim.get().keptBy(value)) {
                return Verdict.AIM_MET;
            }
            return must.isPresent() ? Verdict.MUST_MET : Verdict.AIM_MISSED;
        }
        return must.isPresent() ? Verdict.MUST_MET : Verdict.INFORMATION;
    }

    /** Whether the value is so near to one of the bounds that it takes more rounds to tell. */
    public boolean isCloseTo(double value) {
        return Stream.of(must, aim).flatMap(Optional::stream).anyMatch(bound -> bound.isCloseTo(value));
    }
}
