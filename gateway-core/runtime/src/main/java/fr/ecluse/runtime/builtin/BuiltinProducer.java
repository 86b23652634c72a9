package fr.ecluse.runtime.builtin;

import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.state.StateUnavailableException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with one of the gateway's own operations, if the gate gives a pass. */
final class BuiltinProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltinProducer.class);

    private final Builtin builtin;
    private final Gate gate;

    BuiltinProducer(Endpoint endpoint, Builtin builtin, Gate gate) {
        super(endpoint);
        this.builtin = builtin;
        this.gate = gate;
    }

    @Override
    public void process(Exchange camelExchange) {
        GatewayExchange exchange = GatewayExchange.of(camelExchange);
        try {
            gate.admit(camelExchange, TargetKind.BUILTIN);
            exchange.respond(builtin.answer(exchange));
        } catch (RefusalException e) {
            exchange.respond(new Answer.Refused(e.refusal()));
        } catch (StateUnavailableException e) {
            LOG.error(
                    "request {} of {}: {}", exchange.id(), exchange.operation().qualifiedName(), e.getMessage());
            exchange.respond(new Answer.Refused(Refusal.of(ErrorCode.POLICY_UNAVAILABLE)));
        }
    }
}
