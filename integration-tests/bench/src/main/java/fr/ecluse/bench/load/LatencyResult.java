package fr.ecluse.bench.load;

import org.HdrHistogram.AbstractHistogram;

/**
 * How long answers took, in milliseconds from the moment when the request was due.
 *
 * @param requests how many were sent
 * @param p50 half of the answers came within that time
 * @param p99 99 of 100 did
 * @param max all did
 */
public record LatencyResult(long requests, double p50, double p99, double max) {
    private static final double NANOS_IN_MILLI = 1_000_000;

    static LatencyResult of(AbstractHistogram nanos) {
        return new LatencyResult(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_IN_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_IN_MILLI,
                nanos.getMaxValue() / NANOS_IN_MILLI);
    }
}
