package fr.ecluse.runtime;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Time that the gateway itself takes. All its histograms have the same buckets, from 10 µs to 1 s in steps of about two
 * and a half: fewer than a general histogram's, because there is one for each step of each flow.
 */
public final class OwnTime {

    private static final Duration[] BUCKETS = Stream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toArray(Duration[]::new);

    private OwnTime() {}

    /** Begins a timer with a histogram. */
    public static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }
}
