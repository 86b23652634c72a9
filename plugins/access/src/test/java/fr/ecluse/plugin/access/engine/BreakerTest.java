package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A breaker before a server")
class BreakerTest {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // the clock may overflow
    private final Breaker breaker = new Breaker(3, PAUSE, nanos::get);

    @Test
    void letsEverybodyAskAsLongAsItGoesWell() {
        for (int i = 0; i < 10; i++) {
            breaker.failed();
            breaker.succeeded();
        }
        assertThat(breaker.mayAsk()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void letsNobodyAskAfterSomeFailuresInARow() {
        fail(3);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.mayAsk()).isFalse();
    }

    @Test
    void letsOneTryAfterAPause() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());

        assertThat(breaker.mayAsk()).isTrue();
        assertThat(breaker.mayAsk()).as("a second one").isFalse();
    }

    @Test
    void letsEverybodyAskAgainWhenTheTryWentWell() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());
        breaker.mayAsk();
        breaker.succeeded();

        assertThat(breaker.mayAsk()).isTrue();
        assertThat(breaker.mayAsk()).isTrue();
    }

    @Test
    void pausesAgainWhenTheTryFailed() {
        fail(3);
        nanos.addAndGet(PAUSE.toNanos());
        breaker.mayAsk();
        breaker.failed();

        assertThat(breaker.mayAsk()).isFalse();
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(breaker.mayAsk()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
