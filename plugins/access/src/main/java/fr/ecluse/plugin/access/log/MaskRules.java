package fr.ecluse.plugin.access.log;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.json.JsonLine;
import java.util.Optional;

/** The rules that say what of an event is masked. Compared by identity. Thread-safe. */
public interface MaskRules {

    /** The rule that is asked, as a path in OPA's documents. */
    String ENTRYPOINT = "system/log/mask";

    /**
     * Asks; takes as long as the rules do.
     *
     * @param event as JSON
     * @return the result as JSON, of any form; empty if no rule gave one, so nothing is to be masked
     * @throws NoDecisionException if they cannot be asked
     * @throws InterruptedException if the caller may wait no longer
     */
    Optional<String> ask(String event) throws NoDecisionException, InterruptedException;

    /**
     * Asks about an event that has this question, and sees whether they answer as mask rules do.
     *
     * @throws NoDecisionException if they do not
     * @throws InterruptedException if the caller may wait no longer
     */
    default void tryWith(String question) throws NoDecisionException, InterruptedException {
        Optional<String> masks = ask(new JsonLine().json("input", question).toJson());
        if (masks.isPresent()) {
            MaskReader.read(masks.get());
        }
    }
}
