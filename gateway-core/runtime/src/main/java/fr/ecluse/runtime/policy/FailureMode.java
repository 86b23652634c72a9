package fr.ecluse.runtime.policy;

/** What becomes of a request when a policy fails. */
public enum FailureMode {
    /** It is denied. */
    CLOSED,
    /** It goes on, and the step does not count as enforced. */
    OPEN
}
