package fr.ecluse.plugin.access.log;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.json.JsonLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the decision log, in the format of OPA's events.
 *
 * @param id of the decision
 * @param time when it was asked for
 * @param requestId of the exchange
 * @param operation its qualified name
 * @param input the question as JSON, with a pseudonym in the place of the caller's id
 * @param outcome what came of it
 */
public record Event(String id, Instant time, String requestId, String operation, String input, Outcome outcome) {

    private static final String PATH = "ecluse/access/decision";

    /** In its place there is a pseudonym, from the beginning. */
    private static final String SUBJECT = "/input/subject/id";

    private static final List<String> PERSONAL =
            List.of(SUBJECT, "/input/context/client_ip", "/input/context/break_glass/reason");

    /** What came of a question. */
    public sealed interface Outcome {

        /**
         * A decision.
         *
         * @param revision of the rules that decided
         * @param result as JSON
         * @param unmet the names of what it demands and nothing in this gateway meets, so that it denies
         * @param took how long the rules took; empty where the decision was made for another event
         * @param madeFor the id of that other event
         */
        record Decision(
                String revision, String result, List<String> unmet, Optional<Duration> took, Optional<String> madeFor)
                implements Outcome {

            public Decision {
                unmet = List.copyOf(unmet);
            }
        }

        /** None. */
        record None(NoDecisionException why) implements Outcome {}
    }

    /** The result, if there is one. */
    Optional<String> result() {
        return outcome instanceof Outcome.Decision decision ? Optional.of(decision.result()) : Optional.empty();
    }

    /** The revision of the rules that decided; empty if none did, or they have none. */
    String revision() {
        return outcome instanceof Outcome.Decision decision ? decision.revision() : "";
    }

    /** What mask rules are shown: all but what is another with every event. */
    String shown() {
        JsonLine line = labels(new JsonLine());
        content(line, Masked.asIs(this));
        return line.texts("masked", List.of(SUBJECT)).toJson();
    }

    /** The line, with its line feed. */
    byte[] line(Masked left) {
        JsonLine line = labels(new JsonLine())
                .text("decision_id", id)
                .text("timestamp", time.toString())
                .text("req_id", requestId);
        content(line, left);
        if (outcome instanceof Outcome.Decision decision && decision.took().isPresent()) {
            line.begin("metrics")
                    .number("timer_rego_query_eval_ns", decision.took().get().toNanos())
                    .end();
        }
        if (!left.erased().isEmpty()) {
            line.texts("erased", left.erased());
        }
        List<String> masked = new ArrayList<>(List.of(SUBJECT));
        masked.addAll(left.masked());
        line.texts("masked", masked)
                .begin("custom")
                .text("operation", operation)
                .texts("personal", PERSONAL)
                .text("mask_error", left.failure());
        if (outcome instanceof Outcome.Decision decision) {
            line.text("decided_by", decision.madeFor());
            if (!decision.unmet().isEmpty()) {
                line.texts("obligations_not_met", decision.unmet());
            }
        }
        return line.end().toBytes();
    }

    private static JsonLine labels(JsonLine line) {
        return line.begin("labels").text("app", "ecluse").end();
    }

    private void content(JsonLine line, Masked left) {
        if (outcome instanceof Outcome.Decision decision) {
            line.begin("bundles")
                    .begin("ecluse")
                    .text("revision", decision.revision())
                    .end()
                    .end();
        }
        line.text("path", PATH);
        left.input().ifPresent(json -> line.json("input", json));
        left.result().ifPresent(json -> line.json("result", json));
        if (outcome instanceof Outcome.None none) {
            line.begin("error")
                    .text("code", none.why().reason().name().toLowerCase(Locale.ROOT))
                    .text("message", String.valueOf(none.why().getMessage()))
                    .end();
        }
    }
}
