package fr.ecluse.plugin.access.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Journal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Events of the decision log")
class MaskedJournalTest {

    private static final String PERSONAL = "{\"subject\":{\"id\":\"p-1\"},\"context\":{\"client_ip\":\"192.0.2.1\"}}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Lines lines = new Lines();
    private final MaskedJournal journal = new MaskedJournal(lines, 1, meters);

    /** A journal that remembers. */
    private static final class Lines implements Journal {

        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        public void append(byte[] line) {
            written.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void areWrittenAtOnceWhereNothingMasks() throws Exception {
        journal.append(Events.decided(PERSONAL, "r1"), Optional.empty());

        assertThat(lines.written).singleElement().asString().contains(PERSONAL).doesNotContain("erased");
    }

    @Test
    void loseWhatTheRulesErase() throws Exception {
        journal.append(Events.decided(PERSONAL, "r1"), Optional.of(_ -> Optional.of("[\"/input/context/client_ip\"]")));
        journal.close();

        assertThat(lines.written)
                .singleElement()
                .asString()
                .contains("\"input\":{\"subject\":{\"id\":\"p-1\"},\"context\":{}}")
                .contains("\"erased\":[\"/input/context/client_ip\"]")
                .contains("\"masked\":[\"/input/subject/id\"]")
                .endsWith("}\n");
    }

    @Test
    void nameWhatAnotherValueStandsFor() throws Exception {
        journal.append(
                Events.decided(PERSONAL, "r1"),
                Optional.of(_ ->
                        Optional.of("[{\"op\":\"upsert\",\"path\":\"/input/context/client_ip\",\"value\":\"x\"}]")));
        journal.close();

        assertThat(lines.written)
                .singleElement()
                .asString()
                .contains("\"client_ip\":\"x\"", "\"masked\":[\"/input/subject/id\",\"/input/context/client_ip\"]");
    }

    static Stream<MaskRules> failures() {
        return Stream.of(
                _ -> {
                    throw new NoDecisionException(NoDecisionException.Cause.TIMEOUT, "too late");
                },
                _ -> {
                    throw new IllegalStateException("broken");
                },
                _ -> {
                    throw new StackOverflowError();
                },
                _ -> Optional.of("{}"),
                _ -> Optional.of("[\"/labels\"]"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void loseInputAndResultWhereNobodyKnowsWhatToMask(MaskRules rules) throws Exception {
        journal.append(Events.decided(PERSONAL, "r1"), Optional.of(rules));
        journal.close();

        assertThat(lines.written)
                .singleElement()
                .asString()
                .doesNotContain("p-1", "192.0.2.1", "\"input\":", "\"result\":")
                .contains("\"decision_id\":\"d1\"", "\"erased\":[\"/input\",\"/result\"]", "\"mask_error\":");
        assertThat(failuresCounted()).isEqualTo(1);
    }

    @Test
    void ofNoDecisionAreMaskedToo() throws Exception {
        journal.append(Events.of(PERSONAL, Optional.empty()), Optional.of(_ -> Optional.of("[\"/input/subject/id\"]")));
        journal.close();

        assertThat(lines.written)
                .singleElement()
                .asString()
                .contains("\"error\":{\"code\":\"timeout\"", "\"erased\":[\"/input/subject/id\"]")
                .doesNotContain("p-1");
    }

    @Test
    void areWrittenInTheOrderInWhichTheyCame() throws Exception {
        try (MaskedJournal several = new MaskedJournal(lines, 8, meters)) {
            MaskRules sometimesSlow = shown -> {
                Thread.sleep(shown.contains("0}") ? 5 : 0);
                return Optional.of("[\"/result\"]");
            };
            for (int i = 0; i < 100; i++) {
                several.append(Events.decided("{\"n\":" + i + "}", "r1"), Optional.of(sometimesSlow));
            }
        }

        assertThat(lines.written).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(lines.written.get(i)).contains("{\"n\":" + i + "}");
        }
    }

    @Test
    void doNotHoldUpWhoQueuesThem() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        MaskRules stuck = _ -> {
            go.await();
            return Optional.empty();
        };
        for (int i = 0; i < 1000; i++) {
            journal.append(Events.decided("{\"n\":" + i + "}", "r1"), Optional.of(stuck));
        }
        assertThat(lines.written).isEmpty();
        go.countDown();
        journal.close();
        assertThat(lines.written).hasSize(1000);
    }

    @Test
    void ofWhoMayWaitNoLongerAreWrittenWithoutInputAndResult() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        MaskRules stuck = _ -> {
            go.await();
            return Optional.empty();
        };
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    journal.append(Events.decided(PERSONAL, "r1"), Optional.of(stuck));
                }
            } catch (InterruptedException e) {
                // as expected
            }
        });
        await().atMost(PATIENCE).until(() -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        assertThat(caller.join(PATIENCE)).isTrue();

        assertThat(lines.written)
                .singleElement()
                .asString()
                .contains("\"mask_error\":\"busy\"")
                .doesNotContain("p-1");
        go.countDown();
    }

    @Test
    void thatComeAfterTheEndAreWrittenWithoutInputAndResult() throws Exception {
        journal.close();

        journal.append(Events.decided(PERSONAL, "r1"), Optional.of(_ -> Optional.of("[]")));

        assertThat(lines.written).singleElement().asString().doesNotContain("p-1");
    }

    @Test
    void thatAreEqualAreShownOnceToTheSameRules() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Supplier<MaskRules> rules = () -> _ -> {
            asked.incrementAndGet();
            return Optional.empty();
        };
        MaskRules first = rules.get();
        journal.append(Events.decided(PERSONAL, "r1"), Optional.of(first));
        journal.append(Events.decided(PERSONAL, "r1"), Optional.of(first));
        journal.append(Events.decided("{}", "r1"), Optional.of(first));
        journal.append(Events.decided(PERSONAL, "r2"), Optional.of(rules.get()));
        journal.close();

        assertThat(asked).hasValue(3);
        assertThat(lines.written).hasSize(4);
    }

    @Test
    void areShownEachTimeWhereTheRulesHaveNoRevision() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        MaskRules rules = _ -> {
            asked.incrementAndGet();
            return Optional.empty();
        };
        journal.append(Events.decided(PERSONAL, ""), Optional.of(rules));
        journal.append(Events.decided(PERSONAL, ""), Optional.of(rules));
        journal.close();

        assertThat(asked).hasValue(2);
    }

    private double failuresCounted() {
        return meters.get("ecluse_access_mask_failures").counter().count();
    }
}
