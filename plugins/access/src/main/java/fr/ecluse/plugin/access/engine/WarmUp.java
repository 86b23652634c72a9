package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Deadline;
import java.time.Duration;
import java.util.List;

/**
 * Has rules answer before anybody waits for them: what was compiled from Wasm starts as byte code that the JVM interprets,
 * and is a hundred times faster when the JVM has compiled that too. All instances of the rules are faster then.
 */
final class WarmUp {

    /** For rules without smoke cases: it has all that questions have, of which nobody has anything. */
    private static final String ANY_QUESTION = """
            {"subject":{"id":"-","tenant":"-","direction":"-","clearance":"-","groups":["-"],"roles":["-"]},
            "action":{"tools":["-"]},"resource":{"api":"-","operation":"-","model":"-"},
            "content":{"sensitivity":"-","categories":["-"]},
            "context":{"phase":"content","weekday":"monday","minute_of_day":600}}""";

    private WarmUp() {}

    /**
     * Asks again and again.
     *
     * @return how often all cases were asked
     * @throws BadBundleException if one of them was answered otherwise than before
     */
    static int run(WasmRules rules, List<SmokeCase> cases, Duration time)
            throws BadBundleException, InterruptedException {
        Deadline end = Deadline.in(time);
        int rounds = 0;
        while (!end.hasPassed()) {
            for (SmokeCase one : cases) {
                one.tryOn(rules);
            }
            if (cases.isEmpty()) {
                askAnything(rules, end);
            }
            rounds++;
        }
        return rounds;
    }

    private static void askAnything(WasmRules rules, Deadline end) throws InterruptedException {
        try {
            rules.ask(ANY_QUESTION, end, Shield.NONE);
        } catch (NoDecisionException e) {
            // it was made for no rules in particular, and they need not have an answer
        }
    }
}
