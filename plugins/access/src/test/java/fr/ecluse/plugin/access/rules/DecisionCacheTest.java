package fr.ecluse.plugin.access.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.plugin.access.rules.DecisionCache.Found;
import fr.ecluse.plugin.access.rules.DecisionCache.Maker;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.plugin.access.rules.Ruling.Demands;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.error.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Decisions that serve again")
class DecisionCacheTest {

    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(30));

    private final Object rules = new Object();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DecisionCache cache = new DecisionCache(ByteSize.parse("1MB"), meters, nanos::get);

    @Test
    void serveForTheSameQuestionToTheSameRules() throws Exception {
        Found first = cache.get(rules, "q", SOON, allow(30));
        Found second = cache.get(rules, "q", SOON, allow(30));

        assertThat(first.reused()).isFalse();
        assertThat(second.reused()).isTrue();
        assertThat(second.decided()).isSameAs(first.decided());
    }

    @Test
    void areCountedWhetherTheyServedBeforeOrNot() throws Exception {
        cache.get(rules, "q", SOON, allow(30));
        cache.get(rules, "q", SOON, allow(30));
        cache.get(rules, "q", SOON, allow(30));

        assertThat(count("miss")).isEqualTo(1);
        assertThat(count("hit")).isEqualTo(2);
    }

    @Test
    void doNotServeForOtherQuestionsOrOtherRules() throws Exception {
        cache.get(rules, "q", SOON, allow(30));

        assertThat(cache.get(rules, "r", SOON, allow(30)).reused()).isFalse();
        assertThat(cache.get(new Object(), "q", SOON, allow(30)).reused()).isFalse();
        cache.clear();
        assertThat(cache.get(rules, "q", SOON, allow(30)).reused()).isFalse();
    }

    @Test
    void serveAsLongAsTheySay() throws Exception {
        cache.get(rules, "q", SOON, allow(30));

        after(Duration.ofSeconds(29));
        assertThat(cache.get(rules, "q", SOON, allow(30)).reused()).isTrue();
        after(Duration.ofSeconds(2));
        assertThat(cache.get(rules, "q", SOON, allow(30)).reused())
                .as("serving again does not make it live longer")
                .isFalse();
    }

    @Test
    void serveFiveSecondsAtMostWhereTheyDeny() throws Exception {
        cache.get(rules, "q", SOON, deny(60));

        after(Duration.ofSeconds(4));
        assertThat(cache.get(rules, "q", SOON, deny(60)).reused()).isTrue();
        after(Duration.ofSeconds(2));
        assertThat(cache.get(rules, "q", SOON, deny(60)).reused()).isFalse();
    }

    @Test
    void serveFiveSecondsAtMostWhereTheyDemandWhatNothingMeets() throws Exception {
        Maker unmet = () -> new Decided(
                "id",
                new Ruling(
                        true,
                        List.of(),
                        new Demands(Obligations.none(), false, Map.of(), List.of("dlp")),
                        List.of(),
                        Duration.ofSeconds(60)),
                "{}",
                "r",
                Duration.ZERO);
        cache.get(rules, "q", SOON, unmet);

        after(Duration.ofSeconds(4));
        assertThat(cache.get(rules, "q", SOON, unmet).reused()).isTrue();
        after(Duration.ofSeconds(2));
        assertThat(cache.get(rules, "q", SOON, unmet).reused()).isFalse();
    }

    @Test
    void areMadeEachTimeWhereTheyLiveForNoTime() throws Exception {
        cache.get(rules, "q", SOON, allow(0));

        assertThat(cache.get(rules, "q", SOON, allow(0)).reused()).isFalse();
    }

    @Test
    void areNotKeptWhereThereIsNone() throws Exception {
        Maker none = () -> {
            throw new NoDecisionException(Cause.UNAVAILABLE, "down");
        };

        assertThatThrownBy(() -> cache.get(rules, "q", SOON, none)).isInstanceOf(NoDecisionException.class);
        assertThat(cache.get(rules, "q", SOON, allow(30)).reused()).isFalse();
    }

    @Test
    void areNotKeptWhereMakingThemBreaks() throws Exception {
        Maker broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> cache.get(rules, "q", SOON, broken)).isInstanceOf(IllegalStateException.class);
        assertThat(cache.get(rules, "q", SOON, allow(30)).reused()).isFalse();
    }

    @Test
    void areMadeOnceForAllWhoAskAtTheSameTime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Maker slow = () -> {
            asked.countDown();
            answer.await();
            return decided(true, 30);
        };
        List<Future<Found>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                found.add(threads.submit(() -> cache.get(rules, "q", SOON, slow)));
            }
            asked.await();
            answer.countDown();
        }
        assertThat(made).hasValue(1);
        for (Future<Found> one : found) {
            assertThat(one.get().decided()).isSameAs(found.getFirst().get().decided());
        }
    }

    @Test
    void areMadeByAnotherWhenWhoeverMakesOneLeaves() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Thread leaving = Thread.ofVirtual().start(() -> {
            try {
                cache.get(rules, "q", SOON, () -> {
                    asked.countDown();
                    Thread.sleep(Duration.ofMinutes(1));
                    return decided(true, 30);
                });
            } catch (NoDecisionException | InterruptedException e) {
                // it left
            }
        });
        asked.await();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Found> waiting = threads.submit(() -> cache.get(rules, "q", SOON, allow(30)));
            leaving.interrupt();
            assertThat(waiting.get().decided().ruling().allow()).isTrue();
        }
    }

    @Test
    void areNotWaitedForBeyondTheDeadline() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual().start(() -> {
            try {
                cache.get(rules, "q", SOON, () -> {
                    asked.countDown();
                    Thread.sleep(Duration.ofMinutes(1));
                    return decided(true, 30);
                });
            } catch (NoDecisionException | InterruptedException e) {
                // the test is over
            }
        });
        asked.await();
        assertThatThrownBy(() -> cache.get(rules, "q", Deadline.in(Duration.ofMillis(50)), allow(30)))
                .isInstanceOfSatisfying(
                        NoDecisionException.class, e -> assertThat(e.reason()).isEqualTo(Cause.TIMEOUT));
        slow.interrupt();
    }

    @Test
    void takeNoMoreMemoryThanTheyMay() throws Exception {
        String large = "x".repeat(5_000);
        for (int i = 0; i < 1_000; i++) {
            cache.get(rules, i + large, SOON, () -> decided(true, 60, large));
        }
        assertThat(cache.size()).as("of twenty kilobytes each").isBetween(40L, 52L);
    }

    @Test
    void takeMemoryEvenIfTheyAreShort() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            cache.get(rules, Integer.toString(i), SOON, allow(60));
        }
        assertThat(cache.size()).isBetween(1_000L, 2_048L);
    }

    private double count(String result) {
        return meters.get("ecluse_access_cache").tag("result", result).counter().count();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Maker allow(int seconds) {
        return () -> decided(true, seconds);
    }

    private Maker deny(int seconds) {
        return () -> decided(false, seconds);
    }

    private Decided decided(boolean allow, int seconds) {
        return decided(allow, seconds, "{}");
    }

    private Decided decided(boolean allow, int seconds, String result) {
        made.incrementAndGet();
        Ruling ruling = new Ruling(
                allow,
                List.of(new Reason("because", "Because.")),
                Demands.none(),
                List.of(),
                Duration.ofSeconds(seconds));
        return new Decided("id", ruling, result, "r1", Duration.ZERO);
    }
}
