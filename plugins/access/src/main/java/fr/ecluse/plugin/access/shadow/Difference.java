package fr.ecluse.plugin.access.shadow;

import fr.ecluse.plugin.access.rules.Ruling;
import java.util.Locale;

/** How a candidate's ruling differs from the live one. */
public enum Difference {
    SAME,
    WOULD_DENY,
    WOULD_ALLOW,
    OBLIGATIONS_DIFFER,
    /** The candidate gave no decision. */
    ERROR;

    /** Compares what the two have decided; why they did is not compared. */
    public static Difference between(Ruling live, Ruling candidate) {
        if (live.allow() != candidate.allow()) {
            return live.allow() ? WOULD_DENY : WOULD_ALLOW;
        }
        return live.allow() && !live.demands().equals(candidate.demands()) ? OBLIGATIONS_DIFFER : SAME;
    }

    /** The word in metrics and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
