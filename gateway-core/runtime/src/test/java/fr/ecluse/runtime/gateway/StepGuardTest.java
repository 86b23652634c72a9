package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("Guarding a call")
class StepGuardTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Watchdog watchdog = new Watchdog();
    private final StepGuard guard = new StepGuard();

    StepGuardTest() {
        watchdog.add(guard);
    }

    @AfterEach
    void close() {
        watchdog.remove(guard);
        watchdog.close();
    }

    @Test
    void aCallInTimeGivesItsResult() throws Exception {
        assertThat(guard.run(LONG, () -> "done")).isEqualTo("done");
        assertThat(guard.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCallThatBlocksIsInterruptedAndTheCodeAfterItIsNot() {
        assertThatThrownBy(() -> guard.run(SHORT, () -> {
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aCallThatSwallowsTheInterruptIsLateAllTheSame() {
        assertThatThrownBy(() -> guard.run(SHORT, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        // as careless code does
                    }
                    return "pretends";
                }))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatACallThrowsInTimeIsThrown() {
        assertThatThrownBy(() -> guard.run(LONG, () -> {
                    throw new IllegalStateException("own");
                }))
                .hasMessage("own");
    }

    @Test
    void timeThatDoesNotCountDoesNotCount() throws Exception {
        String result = guard.run(
                Duration.ofMillis(150),
                () -> guard.uncounted(() -> {
                    Thread.sleep(400);
                    return "read";
                }));

        assertThat(result).isEqualTo("read");
        assertThat(guard.uncounted(() -> "outside")).isEqualTo("outside");
    }

    @Test
    void aCallerWhoLeavesInterruptsAndIsHeardOnce() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        guard.onCancel(heard::incrementAndGet);
        Thread.ofVirtual().start(() -> {
            guard.cancel();
            guard.cancel();
        });

        assertThatThrownBy(() -> guard.run(LONG, () -> {
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(guard.cancelled()).isTrue();
        assertThatThrownBy(() -> guard.run(LONG, () -> "more")).isInstanceOf(InterruptedException.class);
        guard.onCancel(heard::incrementAndGet); // too late to be missed
        assertThat(heard).hasValue(2);
    }

    @Test
    void whatMustNotBeLeftHalfDoneIsInterruptedAfterwards() throws Exception {
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> guard.run(LONG, () -> {
                    guard.despiteCancel(() -> {
                        guard.cancel();
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        return done.incrementAndGet();
                    });
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(done).hasValue(1);
    }

    @Test
    void whatMustNotBeLeftHalfDoneIsInterruptedWhenItIsOverdue() {
        assertThatThrownBy(() -> guard.run(
                        Duration.ofMillis(10),
                        () -> guard.despiteCancel(() -> {
                            guard.interruptIfOverdue(
                                    System.nanoTime() + Duration.ofSeconds(1).toNanos());
                            new CountDownLatch(1).await();
                            return "never";
                        })))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void afterTheEndCallsRunWhateverTheCallerDid() throws Exception {
        guard.cancel();
        guard.finish();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(guard.run(LONG, () -> "completion")).isEqualTo("completion");
        guard.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** The watchdog fires as the call ends: whoever wins, the interrupt does not leak. */
    @RepeatedTest(30)
    void aCloseFinishLeaksNoInterrupt() throws Exception {
        for (int i = 0; i < 3; i++) {
            long end = System.nanoTime() + 11_000_000;
            try {
                guard.run(Duration.ofMillis(10), () -> {
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return "";
                });
            } catch (TimeoutException e) {
                // either way is fine
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
