package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/** The mask rules of an OPA server, as long as it has rules of one revision. */
final class ServerMasks implements MaskRules {

    /** What mask rules stand in; a server that has none does not have it either. */
    private static final String PACKAGE = "system/log";

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataApi server;
    private final String revision;
    private final Duration limit;
    private final Breaker breaker = new Breaker(FAILURES_TO_OPEN, PAUSE, System::nanoTime);
    private volatile boolean looked;
    private volatile boolean none;

    /**
     * @param revision of the rules; empty if they have none, and may change unnoticed
     * @param limit how long an answer may take
     */
    ServerMasks(DataApi server, String revision, Duration limit) {
        this.server = server;
        this.revision = revision;
        this.limit = limit;
    }

    @Override
    public Optional<String> ask(String event) throws NoDecisionException, InterruptedException {
        if (none) {
            return Optional.empty();
        }
        if (!breaker.mayAsk()) {
            throw new NoDecisionException(Cause.UNAVAILABLE, "the server failed several times, and is left alone");
        }
        try {
            DataApi.Answer answer = server.ask(ENTRYPOINT, event, limit);
            Optional<JsonValue> result = answer.result();
            if (result.isEmpty() && !looked && !revision.isEmpty()) {
                looked = true;
                none = isWithout();
            }
            breaker.succeeded();
            return result.map(
                    value -> Rules.Result.in(answer.document(), value, revision).json());
        } catch (NoDecisionException e) {
            breaker.failed();
            throw e;
        }
    }

    private boolean isWithout() throws NoDecisionException, InterruptedException {
        DataApi.Answer answer = server.ask(PACKAGE, "{}", limit);
        return answer.result().isEmpty() && answer.revision().equals(revision);
    }
}
