package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.stats.Median;
import fr.ecluse.bench.stats.Pair;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much later something comes through the gateway than directly.
 *
 * @param pairs what was measured through the gateway, and directly
 * @param millis the time in question
 * @param <T> what is measured
 */
record Added<T>(List<Pair<T>> pairs, ToDoubleFunction<T> millis) {

    /** The median over the pairs of the difference, in milliseconds. */
    double median() {
        return Pair.median(pairs, pair -> pair.difference(millis));
    }

    /** Whether it takes more pairs to tell: it is near to what is asked, or hardly anything beside the time itself. */
    boolean isClose(Target asked) {
        return asked.isCloseTo(median()) || Pair.areClose(pairs, millis);
    }

    /** The difference as a figure, with both times, to two digits of a millisecond. */
    Outcome outcome() {
        List<Double> subject =
                pairs.stream().map(pair -> millis.applyAsDouble(pair.subject())).toList();
        List<Double> direct = pairs.stream()
                .map(pair -> millis.applyAsDouble(pair.reference()))
                .toList();
        String figure =
                String.format(Locale.ROOT, "%,.2f ms (%,.2f - %,.2f)", median(), Median.of(subject), Median.of(direct));
        String ratio = Ratio.text(Pair.median(pairs, pair -> pair.ratio(millis)));
        return new Outcome.Measured(median(), figure, ratio, Map.of("gateway ms", subject, "direct ms", direct));
    }
}
