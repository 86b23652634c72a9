package fr.ecluse.app;

import fr.ecluse.app.edge.Edge;
import fr.ecluse.app.edge.Refusal;
import fr.ecluse.app.edge.RefusalAnswer;
import fr.ecluse.runtime.error.ErrorWriter;
import fr.ecluse.spi.Answer.Buffered;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told whose request was no HTTP that can be trusted: the gateway's own words, in the shape of the port's
 * API, and a count.
 */
@Singleton
final class EdgeRefusals implements RefusalAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeRefusals.class);

    private final MeterRegistry meters;

    EdgeRefusals(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Answer answer(Refusal refusal, Edge.Port port, String reason) {
        ErrorCode code = ErrorCode.valueOf(refusal.code().toUpperCase(Locale.ROOT));
        meters.counter("ecluse_edge_refusals", "code", code.code()).increment();
        LOG.debug("a request was refused at the edge: {}", reason);
        String id = "req_" + UUID.randomUUID().toString().replace("-", "");
        Buffered answer = ErrorWriter.answer(fr.ecluse.spi.error.Refusal.of(code), shape(port), id, List.of());
        return new Answer(
                id,
                answer.headers().first("Content-Type").orElseThrow(),
                answer.body().bytes());
    }

    /** Which operation was meant is not known; most on the public port are OpenAI's. */
    private static ErrorShape shape(Edge.Port port) {
        return switch (port) {
            case PUBLIC -> ErrorShape.OPENAI;
            case MANAGEMENT -> ErrorShape.PROBLEM;
        };
    }
}
