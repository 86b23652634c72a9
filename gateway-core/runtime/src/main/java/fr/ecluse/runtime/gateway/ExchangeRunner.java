package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.OwnTime;
import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.gate.Generation;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Leads one exchange from its first byte to its last: through the route, back through the policies that were entered,
 * out to the caller, and to completion. Runs on the exchange's own virtual thread.
 */
final class ExchangeRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRunner.class);

    private final GatewayConsumer consumer;
    private final HttpLimits limits;
    private final Supplier<Generation> generations;
    private final Watchdog watchdog;
    private final Timer overhead;
    private final AtomicInteger openStreams;

    ExchangeRunner(
            GatewayConsumer consumer,
            HttpLimits limits,
            Watchdog watchdog,
            Supplier<Generation> generations,
            OpenStreams streams,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.limits = limits;
        this.generations = generations;
        this.watchdog = watchdog;
        String flow = consumer.flow().id();
        this.overhead = OwnTime.timer("ecluse_overhead")
                .description("Time of an exchange that the gateway itself took")
                .tag("flow", flow)
                .register(meters);
        this.openStreams = streams.of(flow);
    }

    void run(
            ContractOperation operation,
            String id,
            RequestHead head,
            HttpServerRequest request,
            RequestBody body,
            long since) {
        MDC.put("request_id", id); // for this thread, which ends with the exchange
        GatewayExchange exchange =
                new GatewayExchange(id, operation, consumer.flow(), generations.get(), head, body, limits);
        HttpServerResponse response = request.response();
        ResponseWriter writer = new ResponseWriter(response, limits.writeTimeout(), since);
        watchdog.add(exchange.guard());
        watchCaller(exchange, response);
        Delivery delivery = new Delivery(exchange, writer, openStreams);
        try {
            delivery.deliver(answer(exchange));
        } catch (InterruptedException e) {
            delivery.cancelled();
        } catch (Exception | Error e) {
            delivery.broken(e);
        } finally {
            exchange.guard().finish();
            body.discardRest();
            complete(exchange, delivery.outcome(since));
            watchdog.remove(exchange.guard());
        }
    }

    private static void watchCaller(GatewayExchange exchange, HttpServerResponse response) {
        response.closeHandler(_ -> exchange.guard().cancel());
        response.exceptionHandler(_ -> exchange.guard().cancel());
        if (response.closed()) {
            exchange.guard().cancel(); // left before anybody looked
        }
    }

    /** Runs the route and gives what came of it, seen by no policy yet. */
    private Answer answer(GatewayExchange exchange) {
        exchange.raise(announcedLevel(exchange.request()));
        Exchange camelExchange = consumer.createExchange(false);
        exchange.ride(camelExchange);
        try {
            consumer.getProcessor().process(camelExchange);
        } catch (Exception | Error e) {
            camelExchange.setException(e);
        }
        Exception failure = camelExchange.getException();
        consumer.releaseExchange(camelExchange, false);
        if (failure instanceof RefusalException refused) {
            return new Answer.Refused(refused.refusal());
        }
        if (failure != null && exchange.guard().expired()) {
            return new Answer.Refused(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        }
        if (failure != null && !exchange.cancelled()) {
            LOG.error(
                    "flow failed for request {}: {}",
                    exchange.id(),
                    failure.getClass().getName(),
                    trace(failure));
            return new Answer.Refused(Refusal.of(ErrorCode.INTERNAL_ERROR));
        }
        // A route that ended without an answer was changed while it ran: what should have answered did not.
        return exchange.outgoing().orElseGet(() -> new Answer.Refused(Refusal.of(ErrorCode.GATE_CLOSED)));
    }

    /**
     * A caller may say that its request is more sensitive than it looks, never less. Of several words the highest holds,
     * and one that is none counts as the highest: to say what is wrong with it is up to the contract.
     */
    private static Sensitivity announcedLevel(RequestHead head) {
        Sensitivity level = Sensitivity.PUBLIC;
        for (String word : head.headers().all("X-Ecluse-Sensitivity")) {
            level = level.max(Sensitivity.find(word).orElse(Sensitivity.DR));
        }
        return level;
    }

    private void complete(GatewayExchange exchange, Outcome outcome) {
        overhead.record(outcome.overhead());
        for (PolicyStep step : exchange.entered().reversed()) {
            step.onComplete(exchange, outcome);
        }
    }

    /** The failure's place without its message, which may hold text of the request. */
    private static Throwable trace(Throwable failure) {
        Throwable place = new Throwable(failure.getClass().getName());
        place.setStackTrace(failure.getStackTrace());
        return place;
    }
}
