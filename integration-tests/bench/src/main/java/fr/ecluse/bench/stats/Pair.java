package fr.ecluse.bench.stats;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two measurements taken one right after the other.
 *
 * @param subject what is judged
 * @param reference what it is compared with
 * @param <T> what is measured
 */
public record Pair<T>(T subject, T reference) {

    private static final double CLOSE_FROM = 0.9;
    private static final double CLOSE_TO = 1.1;

    /** The subject's figure divided by the reference's. */
    public double ratio(ToDoubleFunction<T> figure) {
        return figure.applyAsDouble(subject) / figure.applyAsDouble(reference);
    }

    /** What the subject's figure has more than the reference's. */
    public double difference(ToDoubleFunction<T> figure) {
        return figure.applyAsDouble(subject) - figure.applyAsDouble(reference);
    }

    /** The median over the pairs of a figure of each. */
    public static <T> double median(List<Pair<T>> pairs, ToDoubleFunction<Pair<T>> figure) {
        return Median.of(pairs.stream().map(figure::applyAsDouble).toList());
    }

    /** Whether the two differ by so little, a tenth at most, that a few pairs do not tell which of them is ahead. */
    public static <T> boolean areClose(List<Pair<T>> pairs, ToDoubleFunction<T> figure) {
        double ratio = median(pairs, pair -> pair.ratio(figure));
        return ratio >= CLOSE_FROM && ratio <= CLOSE_TO;
    }
}
