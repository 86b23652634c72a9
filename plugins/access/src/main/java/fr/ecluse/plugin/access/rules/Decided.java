package fr.ecluse.plugin.access.rules;

import java.time.Duration;

/**
 * A ruling, and where it came from.
 *
 * @param id of the decision
 * @param ruling what was decided
 * @param result the same as JSON, as it came
 * @param revision of the rules that decided
 * @param took how long the rules took
 */
public record Decided(String id, Ruling ruling, String result, String revision, Duration took) {}
