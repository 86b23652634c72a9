package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a client counts as too slow. The pace is 100 bytes a second over windows of two seconds. */
class PaceMeterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final PaceMeter meter = new PaceMeter(new MinimumPace(Duration.ofSeconds(2), 100));

    @Test
    void whoeverKeepsThePaceIsNotTooSlow() {
        assertThat(meter.tooSlow(true, 0, 0)).isFalse();
        assertThat(meter.tooSlow(true, 0, 1 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 200, 2 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 400, 4 * SECOND)).isFalse();
    }

    @Test
    void whoeverBringsTooLittleInOneWindowIsTooSlow() {
        assertThat(meter.tooSlow(true, 0, 0)).isFalse();
        assertThat(meter.tooSlow(true, 1_000, 2 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 1_199, 3 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 1_199, 4 * SECOND)).isTrue();
    }

    @Test
    void timeInWhichNobodyWaitsDoesNotCount() {
        assertThat(meter.tooSlow(true, 0, 0)).isFalse();
        assertThat(meter.tooSlow(false, 0, 1 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 0, 100 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 0, 101 * SECOND)).isFalse();
        assertThat(meter.tooSlow(true, 0, 102 * SECOND)).isTrue();
    }
}
