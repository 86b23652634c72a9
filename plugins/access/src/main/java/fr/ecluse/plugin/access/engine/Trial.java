package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Deadline;
import java.time.Duration;

/** Rules that are tried outside of a gateway, with questions that are JSON already. Used by one thread. */
public final class Trial {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WasmRules rules;

    Trial(WasmRules rules) {
        this.rules = rules;
    }

    public String revision() {
        return rules.revision();
    }

    /** Asks; the rules see all of the question, whatever they say that they read. */
    public Rules.Result ask(String question) throws NoDecisionException, InterruptedException {
        return rules.ask(question, Deadline.in(LIMIT), Shield.NONE);
    }
}
