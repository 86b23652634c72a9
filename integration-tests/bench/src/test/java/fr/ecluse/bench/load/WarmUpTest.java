package fr.ecluse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(5), 6, 12);

    @Test
    void endsWhenThreeInARowWereNotFaster() throws Exception {
        // Given what a JVM did, with a pause in its growth
        Queue<Double> perSecond = new ArrayDeque<>(List.of(
                8_400.0, 7_900.0, 10_400.0, 16_000.0, 33_000.0, 52_000.0, 50_000.0, 51_000.0, 53_000.0, 99_000.0));

        WARM_UP.run(perSecond::remove);

        assertThat(perSecond).containsExactly(99_000.0);
    }

    @Test
    void endsSoonForAServerThatNeedsNone() throws Exception {
        AtomicInteger taken = new AtomicInteger();

        WARM_UP.run(() -> 50_000.0 + taken.incrementAndGet());

        assertThat(taken).hasValue(6);
    }

    @Test
    void endsWithAServerThatGetsFasterForEver() throws Exception {
        AtomicInteger taken = new AtomicInteger();

        WARM_UP.run(() -> Math.pow(2, taken.incrementAndGet()));

        assertThat(taken).hasValue(12);
    }
}
