package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.Rules;
import fr.ecluse.plugin.access.log.Event;
import fr.ecluse.plugin.access.log.MaskedJournal;
import fr.ecluse.plugin.access.question.Fact;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.DecisionCache.Found;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.Subject;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The record of all decisions, in the format of <a
 * href="https://www.openpolicyagent.org/docs/management-decision-logs#http-service-format">OPA's decision logs</a>. The
 * caller stands in it as a pseudonym, and what the rules have masked is not in it. Thread-safe.
 */
final class DecisionLog implements AutoCloseable {

    private final MaskedJournal journal;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    DecisionLog(MaskedJournal journal, Pseudonyms pseudonyms, InstantSource clock) {
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
        Found found = what.found();
        Event.Outcome decision = new Event.Outcome.Decision(
                found.decided().revision(),
                found.decided().result(),
                found.decided().ruling().demands().unknown(),
                found.reused() ? Optional.empty() : Optional.of(found.decided().took()),
                found.reused() ? Optional.of(found.decided().id()) : Optional.empty());
        Question written = pseudonymous(question, exchange);
        String input =
                what.inFull() ? written.json() : written.json(what.rules().projection());
        journal.append(event(id, exchange, input, decision), what.rules().masks());
    }

    /** Puts on record that there was no decision. */
    void undecided(String id, Exchange exchange, Question question, Rules rules, NoDecisionException why)
            throws InterruptedException {
        String input = pseudonymous(question, exchange).json();
        journal.append(event(id, exchange, input, new Event.Outcome.None(why)), rules.masks());
    }

    /**
     * What was decided, and how much of it goes on record.
     *
     * @param rules that were asked
     * @param inFull whether the whole question does, beyond what the rules read
     */
    record Recorded(Found found, Rules rules, boolean inFull) {}

    private Event event(String id, Exchange exchange, String input, Event.Outcome outcome) {
        return new Event(
                id, clock.instant(), exchange.id(), exchange.operation().qualifiedName(), input, outcome);
    }

    private Question pseudonymous(Question question, Exchange exchange) {
        Subject subject = exchange.subject().orElseThrow();
        return question.with(Fact.SUBJECT_ID, pseudonyms.of(subject.tenant(), subject.id()));
    }

    @Override
    public void close() {
        journal.close();
    }
}
