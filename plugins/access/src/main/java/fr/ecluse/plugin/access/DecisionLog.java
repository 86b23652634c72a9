package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.question.Fact;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.DecisionCache.Found;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Journal;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.json.JsonLine;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The record of all decisions, in the format of <a
 * href="https://www.openpolicyagent.org/docs/management-decision-logs#http-service-format">OPA's decision logs</a>. The
 * caller stands in it as a pseudonym. Thread-safe.
 */
final class DecisionLog implements AutoCloseable {

    private static final String PATH = "ecluse/access/decision";
    private static final List<String> PERSONAL =
            List.of("/input/subject/id", "/input/context/client_ip", "/input/context/break_glass/reason");

    private final Journal journal;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    DecisionLog(Journal journal, Pseudonyms pseudonyms, InstantSource clock) {
        this.journal = journal;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Puts a decision on record.
     *
     * @param id of this event; where the decision was made for another one, it names that too
     */
    void decided(String id, Exchange exchange, Question question, Recorded what) throws InterruptedException {
        JsonLine line = event(id, exchange);
        Found found = what.found();
        line.begin("bundles")
                .begin("ecluse")
                .text("revision", found.decided().revision())
                .end()
                .end()
                .text("path", PATH)
                .json("input", input(question, exchange, what))
                .json("result", found.decided().result());
        if (!found.reused()) {
            line.begin("metrics")
                    .number("timer_rego_query_eval_ns", found.decided().took().toNanos())
                    .end();
        }
        custom(line, exchange, found.reused() ? found.decided().id() : null);
        journal.append(line.toBytes());
    }

    /** Puts on record that there was no decision. */
    void undecided(String id, Exchange exchange, Question question, NoDecisionException why)
            throws InterruptedException {
        JsonLine line = event(id, exchange)
                .text("path", PATH)
                .json("input", pseudonymous(question, exchange).json())
                .begin("error")
                .text("code", why.reason().name().toLowerCase(Locale.ROOT))
                .text("message", String.valueOf(why.getMessage()))
                .end();
        custom(line, exchange, null);
        journal.append(line.toBytes());
    }

    /**
     * What was decided, and how much of it goes on record.
     *
     * @param inFull whether the whole question does, beyond what the rules read
     */
    record Recorded(Found found, Projection projection, boolean inFull) {}

    private JsonLine event(String id, Exchange exchange) {
        return new JsonLine()
                .begin("labels")
                .text("app", "ecluse")
                .end()
                .text("decision_id", id)
                .text("timestamp", clock.instant().toString())
                .text("req_id", exchange.id());
    }

    private String input(Question question, Exchange exchange, Recorded what) {
        Question written = pseudonymous(question, exchange);
        return what.inFull() ? written.json() : written.json(what.projection());
    }

    private Question pseudonymous(Question question, Exchange exchange) {
        Subject subject = exchange.subject().orElseThrow();
        return question.with(Fact.SUBJECT_ID, pseudonyms.of(subject.tenant(), subject.id()));
    }

    private static void custom(JsonLine line, Exchange exchange, @Nullable String madeFor) {
        line.texts("masked", List.of("/input/subject/id"))
                .begin("custom")
                .text("operation", exchange.operation().qualifiedName())
                .texts("personal", PERSONAL);
        if (madeFor != null) {
            line.text("decided_by", madeFor);
        }
        line.end();
    }

    @Override
    public void close() {
        journal.close();
    }
}
