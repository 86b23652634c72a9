package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.stats.Pair;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many requests a second one server answers, as a ratio to another.
 *
 * @param pairs requests a second of both, at least one
 */
record LoadRatio(List<Pair<Double>> pairs) {

    static Target atLeast(double must, double aim) {
        return Target.of(Bound.atLeast(must, "×"), Bound.atLeast(aim, "×"));
    }

    boolean isClose(Target target) {
        return target.isCloseTo(median()) || Pair.areClose(pairs, Double::doubleValue);
    }

    Outcome outcome(String subject, String reference) {
        String figure = String.format(
                Locale.ROOT,
                "%,.0f of %,.0f req/s",
                Pair.median(pairs, Pair::subject),
                Pair.median(pairs, Pair::reference));
        return new Outcome.Measured(
                median(),
                figure,
                Ratio.text(median()),
                Map.of(
                        subject + " req/s", pairs.stream().map(Pair::subject).toList(),
                        reference + " req/s",
                                pairs.stream().map(Pair::reference).toList()));
    }

    private double median() {
        return Pair.median(pairs, pair -> pair.ratio(Double::doubleValue));
    }
}
