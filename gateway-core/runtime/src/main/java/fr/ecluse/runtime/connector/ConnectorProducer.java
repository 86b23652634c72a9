package fr.ecluse.runtime.connector;

import fr.ecluse.runtime.error.Bound;
import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.Pass;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Delivers the request's body to a Camel endpoint. What the endpoint sees is a message of its own with the body and
 * nothing else: no header of the caller's can steer it.
 */
final class ConnectorProducer extends DefaultProducer {

    private final Connector connector;
    private final Gate gate;
    private final Producer delivery;

    ConnectorProducer(Endpoint endpoint, Connector connector, Gate gate) {
        super(endpoint);
        this.connector = connector;
        this.gate = gate;
        try {
            this.delivery = connector.endpoint().createProducer();
        } catch (Exception e) {
            throw new IllegalArgumentException("connector '" + connector.name() + "' cannot send", e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(delivery);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(delivery);
        super.doStop();
    }

    @Override
    public void process(Exchange camelExchange) throws Exception {
        GatewayExchange exchange = GatewayExchange.of(camelExchange);
        try {
            Pass pass = gate.admit(camelExchange, TargetKind.CONNECTOR);
            if (!connector.border().admits(pass.level())) {
                throw new RefusalException(Refusal.of(ErrorCode.SENSITIVITY_REFUSED));
            }
            if (!isOpen(exchange, pass)) {
                throw new RefusalException(Bound.ZONE_NOT_PERMITTED.refusal(exchange));
            }
            exchange.target(new Target("connector", connector.name(), Optional.empty(), Optional.empty()));
            deliver(exchange);
            exchange.respond(accepted(exchange));
        } catch (RefusalException e) {
            exchange.respond(new Answer.Refused(e.refusal()));
        }
    }

    /** Whether its zone is one of those that the pass admits; without one, whether access rules leave all of them open. */
    private boolean isOpen(GatewayExchange exchange, Pass pass) {
        return connector.zone().isPresent()
                ? pass.admits(connector.zone().get())
                : exchange.obligations().zones().isEmpty();
    }

    private void deliver(GatewayExchange exchange) throws RefusalException, InterruptedException {
        Exchange message = connector.endpoint().createExchange();
        long start = System.nanoTime();
        try {
            message.getMessage().setBody(exchange.body().bytes());
            exchange.within(connector.timeout(), () -> {
                delivery.process(message);
                return true;
            });
        } catch (RefusalException | InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        } catch (Exception e) {
            message.setException(e);
        } finally {
            exchange.addUpstreamTime(System.nanoTime() - start);
        }
        if (message.getException() != null) {
            log(exchange, message.getException());
            throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_ERROR));
        }
    }

    private void log(GatewayExchange exchange, Exception failure) {
        org.slf4j.LoggerFactory.getLogger(ConnectorProducer.class)
                .warn(
                        "connector {} failed for request {}: {}",
                        connector.name(),
                        exchange.id(),
                        failure.getClass().getName());
    }

    private static Answer accepted(GatewayExchange exchange) {
        String body =
                "{\"id\":" + Json.quote(exchange.id()) + ",\"object\":\"connector.delivery\",\"status\":\"accepted\"}";
        return new Answer.Buffered(
                202, Headers.of("Content-Type", "application/json"), Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }
}
