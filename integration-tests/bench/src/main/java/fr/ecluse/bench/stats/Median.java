package fr.ecluse.bench.stats;

import java.util.Collection;

/** The middle value: half of the measurements are not above it, half not below. */
public final class Median {
    private Median() {}

    /**
     * Finds the median.
     *
     * @return the middle value, or the mean of the two middle ones
     * @throws IllegalArgumentException if there is no value, or one is not a number
     */
    public static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the median of nothing");
        }
        if (values.stream().anyMatch(value -> value.isNaN())) {
            throw new IllegalArgumentException("the median of something that is not a number: " + values);
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
