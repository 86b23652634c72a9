package fr.ecluse.app;

import fr.ecluse.app.edge.Refusal;
import fr.ecluse.app.edge.RefusalAnswer;
import fr.ecluse.runtime.error.ErrorWriter;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told whose request was no HTTP that can be trusted: the gateway's own words, and a count. */
@Singleton
final class EdgeRefusals implements RefusalAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeRefusals.class);

    private final MeterRegistry meters;

    EdgeRefusals(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Answer answer(Refusal refusal, String reason) {
        ErrorCode code = ErrorCode.valueOf(refusal.code().toUpperCase(Locale.ROOT));
        meters.counter("ecluse_edge_refusals", "code", code.code()).increment();
        LOG.debug("a request was refused at the edge: {}", reason);
        String id = "req_" + UUID.randomUUID().toString().replace("-", "");
        return new Answer(
                id,
                ErrorWriter.answer(fr.ecluse.spi.error.Refusal.of(code), ErrorShape.OPENAI, id, List.of())
                        .body()
                        .bytes());
    }
}
