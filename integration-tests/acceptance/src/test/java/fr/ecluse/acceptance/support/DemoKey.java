package fr.ecluse.acceptance.support;

import java.util.Locale;

/** The callers that a gateway in run mode knows. */
public enum DemoKey {
    /** An application; clearance {@code usual}. */
    AGENT,
    /** An application with clearance {@code dr}. */
    DR,
    /** An operator. */
    ADMIN;

    /** The id inside the key, and in the configuration. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
