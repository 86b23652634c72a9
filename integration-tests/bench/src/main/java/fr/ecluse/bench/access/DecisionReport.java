package fr.ecluse.bench.access;

/**
 * How long decisions took, in microseconds.
 *
 * @param request half of the decisions before the texts are looked at took no longer
 * @param content half of the decisions after that took no longer
 * @param decisions how many were measured in each phase
 */
public record DecisionReport(double request, double content, long decisions) {}
