package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.Rules;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.question.Questioner;
import fr.ecluse.plugin.access.rules.DecisionCache.Found;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.Ruling.Demands;
import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Leases.Lease;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Asks the access rules in one phase, and does as they say. Without a decision nothing passes. */
final class AccessPolicy implements Policy {

    private static final Logger LOG = System.getLogger(AccessPolicy.class.getName());

    private static final Messages MESSAGES = Messages.of(AccessPolicy.class, "problems");

    private static final String NOT_MET = "obligation_not_met";
    private static final String DECISION_HEADER = "X-Ecluse-Decision-Id";
    private static final String BREAK_GLASS = "break_glass";

    /** What the rules said before about the same exchange. */
    private static final Attribute<Asked> ASKED = Attribute.of("access.asked", Asked.class);

    private record Asked(Decisions whom, Rules rules, String decisionId, boolean recordedInFull) {}

    private final Questioner questioner;
    private final Lease<Decisions> decisions;
    private final Lease<DecisionLog> log;
    private final AccessMeters meters;

    AccessPolicy(Questioner questioner, Lease<Decisions> decisions, Lease<DecisionLog> log, AccessMeters meters) {
        this.questioner = questioner;
        this.decisions = decisions;
        this.log = log;
        this.meters = meters;
    }

    @Override
    public void prepare(Operation operation) {
        decisions.value().awaitRules();
    }

    @Override
    public Decision onRequest(Exchange exchange) throws Exception {
        Question question = questioner.ask(exchange);
        Optional<Asked> before = exchange.attribute(ASKED);
        Rules rules = before.filter(asked -> asked.whom() == decisions.value())
                .map(Asked::rules)
                .orElseGet(decisions.value()::rulesInForce);
        Found found;
        try {
            found = decisions.value().decide(rules, question, exchange.deadline(), exchange::despiteCancel);
        } catch (NoDecisionException e) {
            return unavailable(exchange, question, rules, e);
        }
        String id = found.reused() ? newId() : found.decided().id();
        Ruling ruling = found.decided().ruling();
        boolean inFull = ruling.demands().recordedInFull()
                || before.filter(Asked::recordedInFull).isPresent();
        exchange.attribute(ASKED, new Asked(decisions.value(), rules, id, inFull));
        nameDecision(exchange, before, id);
        log.value().decided(id, exchange, question, new DecisionLog.Recorded(found, rules, inFull));
        decisions.value().shadow(id, question, found.decided());
        return ruling.allow() ? allow(exchange, id, ruling) : deny(ruling);
    }

    private Decision unavailable(Exchange exchange, Question question, Rules rules, NoDecisionException why)
            throws InterruptedException {
        String id = newId();
        meters.none(why.reason());
        LOG.log(Level.ERROR, "no decision for request {0}: {1}", exchange.id(), why.getMessage());
        nameDecision(exchange, exchange.attribute(ASKED), id);
        log.value().undecided(id, exchange, question, rules, why);
        return Decision.refuse(Refusal.of(ErrorCode.POLICY_UNAVAILABLE));
    }

    private Decision deny(Ruling ruling) {
        meters.denied();
        String clearance = ErrorCode.CLEARANCE_BELOW_LEVEL.code();
        boolean aboveClearance =
                ruling.reasons().stream().anyMatch(reason -> reason.code().equals(clearance));
        return Decision.refuse(Refusal.of(aboveClearance ? ErrorCode.CLEARANCE_BELOW_LEVEL : ErrorCode.ACCESS_DENIED)
                .withReasons(ruling.reasons()));
    }

    private Decision allow(Exchange exchange, String id, Ruling ruling) {
        Demands demands = ruling.demands();
        if (!demands.unknown().isEmpty()) {
            meters.unmet();
            LOG.log(Level.ERROR, "decision {0} demands what nothing here does: {1}", id, demands.unknown());
            return Decision.refuse(notMet(exchange));
        }
        if (ruling.reasons().stream().anyMatch(reason -> reason.code().equals(BREAK_GLASS))) {
            LOG.log(Level.WARNING, "break-glass is in force for request {0}, decision {1}", exchange.id(), id);
        }
        meters.allowed();
        exchange.oblige(demands.obligations());
        demands.responseHeaders().forEach(exchange::addAnswerHeader);
        return Decision.proceed();
    }

    private static Refusal notMet(Exchange exchange) {
        LocalizedText text = MESSAGES.text(NOT_MET);
        Locale language = Languages.choose(exchange.request().languages());
        return Refusal.of(ErrorCode.ACCESS_DENIED)
                .withMessage(text)
                .withReasons(List.of(new Reason(NOT_MET, text.in(language))));
    }

    /** Names a decision in the answer, after the one of the phase before. */
    private static void nameDecision(Exchange exchange, Optional<Asked> before, String id) {
        exchange.addAnswerHeader(
                DECISION_HEADER,
                before.map(asked -> asked.decisionId() + ", " + id).orElse(id));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        log.close();
        decisions.close();
    }
}
