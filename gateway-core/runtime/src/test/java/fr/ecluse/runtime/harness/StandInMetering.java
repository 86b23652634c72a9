package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.config.Option;

/** Hands every outcome to the test. */
public final class StandInMetering implements PolicyFactory<StandInMetering.Options> {

    public record Options(@Option("Whose witness it is.") String test) {}

    @Override
    public String name() {
        return "metering";
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Policy create(Options options, PolicyContext context) {
        Witness witness = Witness.of(options.test());
        return new Policy() {
            private volatile boolean closed;

            @Override
            public Decision onRequest(Exchange exchange) {
                return Decision.proceed();
            }

            @Override
            public void onComplete(Exchange exchange, Outcome outcome) {
                witness.completed(exchange, outcome, !closed);
            }

            @Override
            public void close() {
                closed = true;
                witness.closed(context.flow());
            }
        };
    }
}
