package fr.ecluse.runtime.policy;

import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs the policy that the exchange's flow has for this step, and stops the route when the policy answered. */
final class PolicyProducer extends DefaultProducer {

    private final StepName name;

    PolicyProducer(PolicyEndpoint endpoint, StepName name) {
        super(endpoint);
        this.name = name;
    }

    @Override
    public void process(Exchange camelExchange) {
        GatewayExchange exchange = GatewayExchange.of(camelExchange);
        Optional<PolicyStep> step = exchange.flow().step(name);
        if (step.isPresent()) {
            step.get().onRequest(exchange);
        } else {
            // Not in the flow that was checked: somebody changed the route while it ran.
            exchange.respond(new Answer.Refused(Refusal.of(ErrorCode.GATE_CLOSED)));
        }
        if (exchange.hasAnswer()) {
            camelExchange.setRouteStop(true);
        }
    }
}
