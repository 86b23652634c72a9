package fr.ecluse.runtime.builtin;

import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.RefusalException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Answers with one of the gateway's own operations, if the gate gives a pass. */
final class BuiltinProducer extends DefaultProducer {

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
        }
    }
}
