package fr.ecluse.bench.load;

import fr.ecluse.bench.stats.Measurement;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts load on a server until it does not get faster any more. What runs on a JVM gets many times faster in its first
 * half minute, and later the fewer processors there are.
 *
 * @param window duration of one measurement
 * @param least number of measurements, because a JVM may pause in getting faster
 * @param most number of measurements, should it get faster for ever
 */
public record WarmUp(Duration window, int least, int most) {
    private static final double NOTICEABLE = 1.05;
    private static final int LAST = 3;

    /**
     * Measures until the figures are level.
     *
     * @param perSecond measures the server under load for the window
     */
    public void run(Measurement<Double> perSecond)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        List<Double> seen = new ArrayList<>();
        while (seen.size() < least || (seen.size() < most && !isLevel(seen))) {
            seen.add(perSecond.take());
        }
    }

    /** Whether none of the last three was noticeably faster than the best before them. */
    static boolean isLevel(List<Double> seen) {
        if (seen.size() <= LAST) {
            return false;
        }
        int split = seen.size() - LAST;
        double before = seen.subList(0, split).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        return seen.subList(split, seen.size()).stream().allMatch(later -> later < NOTICEABLE * before);
    }
}
