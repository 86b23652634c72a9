package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.Deadline;
import fr.ecluse.testkit.CapturedOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The instances of a bundle")
class WasmRulesTest {

    private static final String QUESTION = "{\"subject\":{},\"context\":{\"phase\":\"request\"}}";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BROKEN = "made anew";

    private WasmRules rules;

    @BeforeEach
    void compile() throws Exception {
        rules = new WasmRules(Bundle.of(RulesFolder.delivered()), 1);
    }

    @Test
    void outlastACallerThatLeavesWhileTheyAnswer() throws Exception {
        try (CapturedOutput log = CapturedOutput.start()) {
            Shield late = evaluation -> {
                byte[] answer = evaluation.call();
                Thread.currentThread().interrupt(); // held back until now
                return answer;
            };

            Rules.Result result = rules.ask(QUESTION, Deadline.in(SOON), late);

            assertThat(Thread.interrupted()).as("the interrupt comes after it").isTrue();
            assertThat(result.json()).contains("\"allow\":false");
            assertThat(log.text()).doesNotContain(BROKEN);
        }
    }

    @Test
    void areMadeAnewAfterAnInterruptThatBrokeOne() throws Exception {
        String before = ask();
        try (CapturedOutput log = CapturedOutput.start()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> rules.ask(QUESTION, Deadline.in(SOON), Shield.NONE))
                    .isInstanceOf(InterruptedException.class);

            Shield interrupted = evaluation -> {
                Thread.currentThread().interrupt();
                return evaluation.call();
            };
            assertThatThrownBy(() -> rules.ask(QUESTION, Deadline.in(SOON), interrupted))
                    .isInstanceOf(InterruptedException.class);
            assertThat(log.text()).containsOnlyOnce(BROKEN);
        }
        assertThat(Thread.interrupted()).isFalse();
        assertThat(ask()).isEqualTo(before);
    }

    @Test
    void areAsManyAsBeforeAfterEachFailure() throws Exception {
        String before = ask();
        Shield failing = _ -> {
            throw new IllegalStateException();
        };
        Shield overflowing = _ -> {
            throw new StackOverflowError();
        };
        for (Shield shield : List.of(failing, overflowing, failing, overflowing)) {
            assertThatThrownBy(() -> rules.ask(QUESTION, Deadline.in(SOON), shield))
                    .isInstanceOfSatisfying(
                            NoDecisionException.class,
                            none -> assertThat(none.reason()).isEqualTo(Cause.UNAVAILABLE));
        }
        assertThat(ask()).isEqualTo(before);
    }

    @Test
    void areWaitedForNoLongerThanTheCallerMay() throws Exception {
        Shield whileBusy = evaluation -> {
            assertThatThrownBy(() -> rules.ask(QUESTION, Deadline.in(Duration.ofMillis(20)), Shield.NONE))
                    .isInstanceOfSatisfying(
                            NoDecisionException.class,
                            none -> assertThat(none.reason()).isEqualTo(Cause.TIMEOUT));
            return evaluation.call();
        };

        assertThat(rules.ask(QUESTION, Deadline.in(SOON), whileBusy).json()).contains("allow");
    }

    /** Together these questions are larger than an instance may become. */
    @Test
    void useTheirMemoryAgainForEachQuestion() throws Exception {
        String before = ask();
        String large = "{\"subject\":{\"id\":\"" + "x".repeat(1_000_000) + "\"},\"context\":{\"phase\":\"request\"}}";

        for (int i = 0; i < 300; i++) {
            rules.ask(large, Deadline.in(SOON), Shield.NONE);
        }

        assertThat(ask()).isEqualTo(before);
    }

    @Test
    void refuseAQuestionThatIsTooLargeAndAnswerTheNextOne() throws Exception {
        String before = ask();
        String tooLarge = "\"" + "x".repeat(150_000_000) + "\"";

        assertThatThrownBy(() -> rules.ask(tooLarge, Deadline.in(SOON), Shield.NONE))
                .isInstanceOf(NoDecisionException.class);

        assertThat(ask()).isEqualTo(before);
    }

    @Test
    void areWarmWithCasesAndWithout() throws Exception {
        Duration brief = Duration.ofMillis(50);

        assertThat(WarmUp.run(rules, List.of(), brief)).isPositive();
        assertThat(WarmUp.run(rules, Bundle.of(RulesFolder.delivered()).cases(), brief))
                .isPositive();
    }

    @Test
    void endTheirWarmUpWithTheFirstCaseThatIsAnsweredOtherwise() throws Exception {
        List<SmokeCase> cases = List.of(new SmokeCase("nobody", QUESTION, true));

        assertThatThrownBy(() -> WarmUp.run(rules, cases, SOON))
                .isInstanceOf(BadBundleException.class)
                .hasMessageContaining("nobody");

        assertThat(ask()).isNotEmpty();
    }

    private String ask() throws Exception {
        return rules.ask(QUESTION, Deadline.in(SOON), Shield.NONE).json();
    }
}
