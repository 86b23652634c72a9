package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One revision of the access rules. Compared by identity. Thread-safe. */
public interface Rules {

    /** The decision that is asked for, as a path in OPA's documents. */
    String ENTRYPOINT = "ecluse/access/decision";

    /** What they are called in decisions, logs and metrics; empty if nobody gave them a name. */
    String revision();

    /** What they read of a question; they are shown nothing else. */
    Projection projection();

    /** What says what of a decision's record is masked; empty if these rules leave it as it is. */
    Optional<MaskRules> masks();

    /**
     * Asks.
     *
     * @param shield for the part that an interrupt would break; whoever waits for something else is interrupted at once
     * @throws NoDecisionException if they gave no result
     * @throws InterruptedException if the caller may wait no longer
     */
    Result ask(Question question, Deadline deadline, Shield shield) throws NoDecisionException, InterruptedException;

    /**
     * What came back.
     *
     * @param value the result, of any form
     * @param json the same as text
     * @param revision of the rules that gave it
     */
    record Result(JsonValue value, String json, String revision) {

        /** A result that is a part of a document. Its text is one line: outside of strings JSON may have others. */
        static Result in(JsonDocument document, JsonValue value, String revision) {
            String json =
                    new String(document.bytes(), value.start(), value.end() - value.start(), StandardCharsets.UTF_8);
            return new Result(value, json.replace('\n', ' ').replace('\r', ' '), revision);
        }
    }
}
