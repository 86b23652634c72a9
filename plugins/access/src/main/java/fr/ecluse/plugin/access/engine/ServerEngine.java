package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * An OPA server. Which rules it has is learned from each of its answers, and asked for once a second so that cached
 * decisions end with the rules that made them.
 */
final class ServerEngine implements RulesEngine {

    private static final Logger LOG = System.getLogger(ServerEngine.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A document that nobody has: asking for it tells the revision, and costs no rule. */
    private static final String NOTHING = "ecluse/access/nothing";

    private final DataApi server;
    private final Duration limit;
    private final Function<String, Projection> projections;
    private final Breaker breaker = new Breaker(FAILURES_TO_OPEN, PAUSE, System::nanoTime);
    private final Thread asking;
    private volatile ServerRules inForce;
    private volatile Optional<String> problem = Optional.empty();

    /**
     * @param limit how long one question may take
     * @param projections what the rules of a revision read
     */
    ServerEngine(DataApi server, Duration limit, Function<String, Projection> projections) {
        this.server = server;
        this.limit = limit;
        this.projections = projections;
        this.inForce = new ServerRules("");
        learn();
        this.asking = Thread.ofVirtual().name("access-server").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                learn();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void learn() {
        try {
            heard(server.ask(NOTHING, "{}", limit.multipliedBy(4)).revision());
            problem = Optional.empty();
        } catch (NoDecisionException e) {
            if (problem.isEmpty()) {
                LOG.log(Level.WARNING, "the OPA server cannot be asked: {0}", e.getMessage());
            }
            problem = Optional.of("the OPA server cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void heard(String revision) {
        if (!inForce.revision().equals(revision)) {
            LOG.log(Level.INFO, "the OPA server has the access rules {0}", revision);
            inForce = new ServerRules(revision);
        }
    }

    @Override
    public Rules inForce() {
        return inForce;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        asking.interrupt();
    }

    private final class ServerRules implements Rules {

        private final String revision;
        private final Projection projection;
        private final MaskRules masks;

        private ServerRules(String revision) {
            this.revision = revision;
            this.projection = projections.apply(revision);
            this.masks = new ServerMasks(server, revision, limit);
        }

        @Override
        public String revision() {
            return revision;
        }

        @Override
        public Projection projection() {
            return projection;
        }

        @Override
        public Optional<MaskRules> masks() {
            return Optional.of(masks);
        }

        @Override
        public Result ask(Question question, Deadline deadline, Shield shield)
                throws NoDecisionException, InterruptedException {
            if (!breaker.mayAsk()) {
                throw new NoDecisionException(Cause.UNAVAILABLE, "the server failed several times, and is left alone");
            }
            DataApi.Answer answer = answer(question.json(projection), deadline);
            if (!answer.revision().equals(revision)) { // other rules came into force, which may read more
                heard(answer.revision());
                String newer = answer.revision();
                answer = answer(question.json(projections.apply(newer)), deadline);
                if (!answer.revision().equals(newer)) {
                    throw new NoDecisionException(Cause.UNAVAILABLE, "the server's rules change with each answer");
                }
            }
            Optional<JsonValue> result = answer.result();
            if (result.isEmpty()) {
                throw new NoDecisionException(Cause.UNDEFINED, "no rule gave a result");
            }
            return Result.in(answer.document(), result.get(), answer.revision());
        }

        private DataApi.Answer answer(String question, Deadline deadline)
                throws NoDecisionException, InterruptedException {
            Duration left = deadline.remaining();
            try {
                DataApi.Answer answer =
                        server.ask(ENTRYPOINT, question, left.compareTo(limit) < 0 && left.isPositive() ? left : limit);
                breaker.succeeded();
                return answer;
            } catch (NoDecisionException e) {
                breaker.failed();
                throw e;
            }
        }
    }
}
