package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Journal;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.stream.StreamFilter;

/** Lets everything pass, and puts on record how it ended. Stands first in a flow, so that it sees refusals too. */
final class MeteringPolicy implements Policy {

    /** A stream that was cancelled early has no events, and is a stream all the same. */
    private static final Attribute<Boolean> STREAMED = Attribute.of("metering.streamed", Boolean.class);

    private final RequestMeters requests;
    private final ModelMeters models;
    private final UsageRecord record;
    private final Journal ledger;

    MeteringPolicy(RequestMeters requests, ModelMeters models, UsageRecord record, Journal ledger) {
        this.requests = requests;
        this.models = models;
        this.record = record;
        this.ledger = ledger;
    }

    @Override
    public Decision onRequest(Exchange exchange) {
        return Decision.proceed();
    }

    @Override
    public StreamFilter openStream(Exchange exchange) {
        exchange.attribute(STREAMED, true);
        return StreamFilter.PASS;
    }

    @Override
    public void onComplete(Exchange exchange, Outcome outcome) throws InterruptedException {
        boolean streamed = exchange.attribute(STREAMED).isPresent();
        requests.count(exchange, outcome);
        models.count(exchange, outcome, streamed);
        ledger.append(record.of(exchange, outcome, streamed));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
