package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.util.Optional;

/** How OPA's Wasm answers: with a set of results, one for a rule that is defined, none for one that is not. */
final class ResultSet {

    private ResultSet() {}

    /**
     * The result in an answer, if there is one.
     *
     * @param answer as JSON; given away
     * @param revision of the rules that answered
     * @throws NoDecisionException if the answer has another form
     */
    static Optional<Rules.Result> read(byte[] answer, String revision) throws NoDecisionException {
        try {
            JsonDocument document = JsonDocument.parse(answer);
            if (document.root() instanceof JsonArray results) {
                if (results.items().isEmpty()) {
                    return Optional.empty();
                }
                if (results.items().getFirst() instanceof JsonObject result
                        && result.get("result").isPresent()) {
                    return Optional.of(
                            Rules.Result.in(document, result.get("result").get(), revision));
                }
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw new NoDecisionException(Cause.MALFORMED, "the engine gave no result set");
    }
}
