package fr.ecluse.runtime.gate;

import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether an exchange may leave. It looks only at what cannot be talked round: the ledger, the revision of the
 * body that each step vouched for, the Camel message that must still be the one the gateway made. So a node disabled
 * over JMX, a flow edited wrongly, a step that slips text in, all end here. Thread-safe.
 */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Floor floor;
    private final Counter closed;

    public Gate(Floor floor, MeterRegistry meters) {
        this.floor = floor;
        this.closed = Counter.builder("ecluse_gate_closed")
                .description("Requests that the gate stopped because a required step had not vouched for them")
                .register(meters);
    }

    /**
     * Gives a pass for the exchange as it is now.
     *
     * @throws RefusalException {@code gate_closed} if a required step has not run, was not enforced or saw another
     *     body; {@code clearance_below_level} or {@code sensitivity_refused} if the level is too high
     */
    public Pass admit(Exchange camelExchange, TargetKind kind) throws RefusalException {
        GatewayExchange exchange = GatewayExchange.of(camelExchange);
        if (!exchange.isCarriedUntouchedBy(camelExchange)) {
            throw close(exchange, "the Camel message was changed on the way");
        }
        List<StepName> steps = new ArrayList<>();
        for (Ledger.Entry entry : exchange.ledger().entries()) {
            steps.add(entry.step());
        }
        for (StepName required : floor.forTarget(kind, exchange.terms().requires())) {
            Optional<String> objection = objection(exchange, required);
            if (objection.isPresent()) {
                throw close(exchange, objection.get());
            }
        }
        checkRole(exchange);
        checkLevel(exchange);
        return new Pass(
                exchange.body(),
                exchange.level(),
                exchange.categories(),
                admitted(exchange),
                exchange.generation().number(),
                steps);
    }

    private static Optional<String> objection(GatewayExchange exchange, StepName required) {
        for (Ledger.Entry entry : exchange.ledger().entries()) {
            if (entry.step().satisfies(required) && entry.decision() == Ledger.Verdict.PROCEED) {
                boolean stale = Floor.STAMPING.contains(required.policy()) && entry.revision() != exchange.revision();
                return stale ? Optional.of("the body changed after " + required) : Optional.empty();
            }
        }
        return Optional.of(required + " did not run");
    }

    private static void checkRole(GatewayExchange exchange) throws RefusalException {
        Optional<String> role = exchange.terms().role();
        if (role.isPresent() && !exchange.subject().orElseThrow().hasRole(role.get())) {
            throw new RefusalException(Refusal.of(ErrorCode.ACCESS_DENIED));
        }
    }

    private static void checkLevel(GatewayExchange exchange) throws RefusalException {
        Sensitivity level = exchange.level();
        if (level.isAbove(exchange.terms().ceiling())
                || exchange.model()
                        .filter(card -> level.isAbove(card.ceiling()))
                        .isPresent()) {
            throw new RefusalException(Refusal.of(ErrorCode.SENSITIVITY_REFUSED));
        }
        Sensitivity clearance = exchange.subject().orElseThrow().clearance();
        if (level.isAbove(clearance)) {
            throw new RefusalException(Refusal.of(ErrorCode.CLEARANCE_BELOW_LEVEL));
        }
    }

    /** What the configuration admits, less what access rules leave out. */
    private static Set<String> admitted(GatewayExchange exchange) {
        Set<String> admitted = new HashSet<>();
        exchange.generation().zones().forEach((name, zone) -> {
            if (zone.admits(exchange.level()) && exchange.obligations().admitsZone(name)) {
                admitted.add(name);
            }
        });
        return admitted;
    }

    private RefusalException close(GatewayExchange exchange, String why) {
        closed.increment();
        LOG.error(
                "gate closed: request {} of {}: {}",
                exchange.id(),
                exchange.operation().qualifiedName(),
                why);
        return new RefusalException(Refusal.of(ErrorCode.GATE_CLOSED));
    }
}
