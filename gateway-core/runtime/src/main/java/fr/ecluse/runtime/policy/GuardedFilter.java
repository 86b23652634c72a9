package fr.ecluse.runtime.policy;

import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.time.Duration;
import java.util.Optional;

/** A policy's filter under the step's deadline and failure mode. Used by one exchange. */
final class GuardedFilter implements StreamFilter {

    private final PolicyStep step;
    private final GatewayExchange exchange;
    private final StreamFilter filter;

    GuardedFilter(PolicyStep step, GatewayExchange exchange, StreamFilter filter) {
        this.step = step;
        this.exchange = exchange;
        this.filter = filter;
    }

    private interface Call {
        void run() throws Exception;
    }

    @Override
    public void onEvent(StreamEvent event, StreamOutput output) throws Exception {
        guard("onEvent", output, () -> filter.onEvent(event, output));
    }

    @Override
    public Optional<Duration> idleAfter() {
        return filter.idleAfter();
    }

    @Override
    public void onIdle(StreamOutput output) throws Exception {
        guard("onIdle", output, () -> filter.onIdle(output));
    }

    @Override
    public void onEnd(StreamEnd end, StreamOutput output) throws Exception {
        guard("onEnd", output, () -> filter.onEnd(end, output));
    }

    /** A filter that fails may hold back text that it has not judged, so the stream ends, whatever the failure mode. */
    private void guard(String call, StreamOutput output, Call body) {
        try {
            step.call(exchange, () -> {
                body.run();
                return true;
            });
        } catch (RefusalException e) {
            output.abort(e.refusal());
        } catch (Exception e) {
            if (!exchange.cancelled()) {
                step.report(exchange, call, e);
            }
            output.abort(PolicyStep.unavailable());
        }
    }
}
