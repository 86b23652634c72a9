package fr.ecluse.bench.stats;

import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How often two servers are measured in turn. Each round measures both, and every second round in the opposite order,
 * so that a drift of the machine falls on both.
 *
 * @param usual number of rounds
 * @param close number of rounds when the comparison turns out to be a close one
 */
public record Rounds(int usual, int close) {
    public Rounds {
        if (usual < 1 || close < usual) {
            throw new IllegalArgumentException(
                    "at least one round, and not fewer for a close comparison: " + usual + " and " + close);
        }
    }

    /**
     * Measures both in turn.
     *
     * @param isClose asked after the usual rounds, with what they gave: are more needed?
     * @return the pairs, in the order in which they were taken
     */
    public <T> List<Pair<T>> measure(Measurement<T> subject, Measurement<T> reference, Predicate<List<Pair<T>>> isClose)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        List<Pair<T>> pairs = new ArrayList<>();
        while (pairs.size() < usual) {
            pairs.add(pair(pairs.size(), subject, reference));
        }
        if (isClose.test(List.copyOf(pairs))) {
            while (pairs.size() < close) {
                pairs.add(pair(pairs.size(), subject, reference));
            }
        }
        return List.copyOf(pairs);
    }

    private static <T> Pair<T> pair(int round, Measurement<T> subject, Measurement<T> reference)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        if (round % 2 == 0) {
            T first = subject.take();
            return new Pair<>(first, reference.take());
        }
        T first = reference.take();
        return new Pair<>(subject.take(), first);
    }
}
