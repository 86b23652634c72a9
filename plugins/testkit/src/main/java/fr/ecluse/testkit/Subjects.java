package fr.ecluse.testkit;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import java.util.Optional;
import java.util.Set;

/** Callers for tests. */
public final class Subjects {

    private Subjects() {}

    /** A person with the everyday clearance. */
    public static Subject agent() {
        return of(Subject.Type.USER, "agent", Sensitivity.USUAL);
    }

    /** A caller of the tenant {@code interior}. */
    public static Subject of(Subject.Type type, String id, Sensitivity clearance) {
        return new Subject(
                type,
                id,
                "interior",
                clearance,
                Optional.of("dtnum"),
                Optional.of("FR"),
                Set.of("staff"),
                Set.of("caller"),
                Optional.of("test-app"));
    }
}
