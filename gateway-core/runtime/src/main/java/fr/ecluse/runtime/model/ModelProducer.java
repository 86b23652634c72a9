package fr.ecluse.runtime.model;

import fr.ecluse.runtime.error.Bound;
import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.Pass;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.runtime.gate.Zone;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Brings a request to a deployment of its model, with a pass, and the answer back. */
final class ModelProducer extends DefaultProducer {

    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final String kind;
    private final Gate gate;
    private final HttpClient client;
    private final UpstreamFailures failures = new UpstreamFailures(System::nanoTime);
    private final UpstreamLimits limits;

    ModelProducer(Endpoint endpoint, String kind, Gate gate, HttpClient client, UpstreamLimits limits) {
        super(endpoint);
        this.kind = kind;
        this.gate = gate;
        this.client = client;
        this.limits = limits;
    }

    @Override
    public void process(Exchange camelExchange) throws InterruptedException {
        GatewayExchange exchange = GatewayExchange.of(camelExchange);
        try {
            Pass pass = gate.admit(camelExchange, TargetKind.MODEL);
            exchange.respond(call(exchange, pass));
        } catch (RefusalException e) {
            exchange.respond(new Answer.Refused(e.refusal()));
        }
    }

    private Answer call(GatewayExchange exchange, Pass pass) throws RefusalException, InterruptedException {
        JsonDocument document = document(exchange.body());
        if (!(document.root() instanceof JsonObject request)) {
            throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST));
        }
        Model model = model(request, exchange);
        Deployment deployment = deployment(model, pass, exchange);
        exchange.target(
                new Target("model", model.alias(), Optional.of(deployment.id()), Optional.of(deployment.zone())));

        WireFormat format = WireFormat.of(exchange.operation().relativePath());
        boolean streamed = request.isTrue("stream");
        AnswerEdits edits = new AnswerEdits(
                format,
                model.alias(),
                deployment.model(),
                format.wantsUsage(request),
                deployment.price(),
                exchange::usage);
        Begun begun = begin(
                exchange,
                UpstreamCall.post(deployment, exchange.operation().relativePath(), headers(exchange, streamed)),
                outgoing(document, request, deployment, format, exchange));
        UpstreamCall call = begun.call();
        UpstreamCall.Head head = begun.head();
        boolean handedOver = false;
        try {
            if (head.status() / 100 == 2 && streamed && head.isEventStream()) {
                handedOver = true;
                return new Answer.Streamed(
                        200, Headers.none(), new UpstreamEvents(call, edits, limits, exchange::addUpstreamTime));
            }
            byte[] body = whole(exchange, call);
            if (head.status() / 100 != 2) {
                throw new RefusalException(UpstreamErrors.ofAnswer(
                        head, body, request, exchange.request().languages()));
            }
            return new Answer.Buffered(200, Headers.of("Content-Type", "application/json"), edits.apply(body));
        } finally {
            if (!handedOver) {
                call.cancel();
            }
        }
    }

    private static JsonDocument document(Body body) throws RefusalException {
        try {
            return body.json();
        } catch (MalformedJsonException e) {
            throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST));
        }
    }

    private Model model(JsonObject request, GatewayExchange exchange) throws RefusalException {
        Optional<Model> model =
                request.text("model").flatMap(exchange.generation().models()::find);
        if (model.isEmpty()) {
            throw new RefusalException(Refusal.of(ErrorCode.MODEL_NOT_FOUND).withParam("model"));
        }
        if (!exchange.obligations().admitsModel(model.get().alias())) {
            throw new RefusalException(Bound.MODEL_NOT_GRANTED.refusal(exchange).withParam("model"));
        }
        if (!model.get().serves(kind)) {
            throw new RefusalException(UpstreamErrors.notServed(model.get()));
        }
        return model.get();
    }

    /** The first deployment in a zone that the pass admits; never one in another zone. */
    private static Deployment deployment(Model model, Pass pass, GatewayExchange exchange) throws RefusalException {
        Optional<Deployment> admitted = model.deployments().stream()
                .filter(deployment -> pass.admits(deployment.zone()))
                .findFirst();
        if (admitted.isPresent()) {
            return admitted.get();
        }
        Map<String, Zone> zones = exchange.generation().zones();
        boolean closedByRules = model.deployments().stream()
                .map(deployment -> zones.get(deployment.zone()))
                .anyMatch(zone -> zone != null && zone.admits(exchange.level()));
        throw new RefusalException(
                closedByRules ? Bound.ZONE_NOT_PERMITTED.refusal(exchange) : Refusal.of(ErrorCode.SENSITIVITY_REFUSED));
    }

    /** The body as it goes out: the upstream's name of the model, usage asked for, limits, everything else as it came. */
    private static byte[] outgoing(
            JsonDocument document,
            JsonObject request,
            Deployment deployment,
            WireFormat format,
            GatewayExchange exchange)
            throws RefusalException {
        OptionalLong maxTokens = exchange.obligations().maxTokens();
        JsonEdits edits = document.edit();
        if (!request.text("model").orElse("").equals(deployment.model())) {
            request.get("model").ifPresent(value -> edits.replace(value, Json.quote(deployment.model())));
        }
        if (request.isTrue("stream")) {
            format.askForUsage(request, edits);
        }
        if (maxTokens.isPresent() && !format.limitTokens(request, maxTokens.getAsLong(), edits)) {
            throw new RefusalException(Bound.OBLIGATION_NOT_MET.refusal(exchange));
        }
        return edits.isEmpty() ? document.bytes() : edits.apply();
    }

    /** All that an upstream learns besides the body. */
    private static Map<String, String> headers(GatewayExchange exchange, boolean streamed) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", streamed ? "text/event-stream" : "application/json");
        headers.put("User-Agent", "Ecluse");
        headers.put("X-Request-Id", exchange.id());
        RequestHead request = exchange.request();
        request.headers()
                .first("traceparent")
                .filter(value -> TRACE_PARENT.matcher(value).matches())
                .ifPresent(value -> headers.put("traceparent", value));
        return headers;
    }

    /** A call whose answer has begun. */
    private record Begun(UpstreamCall call, UpstreamCall.Head head) {}

    /**
     * Asks, and once more where the connection was closed before the first byte: a server may close one that has stood
     * idle, and a caller who leaves may end one that the pool has lent again already
     * (<a href="https://github.com/eclipse-vertx/vert.x/issues/6294">in Vert.x 4.5</a>).
     */
    private Begun begin(GatewayExchange exchange, RequestOptions options, byte[] body)
            throws RefusalException, InterruptedException {
        try {
            return ask(exchange, options, body);
        } catch (ClosedConnectionException first) {
            try {
                return ask(exchange, options, body);
            } catch (ClosedConnectionException second) {
                throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_ERROR));
            }
        }
    }

    private Begun ask(GatewayExchange exchange, RequestOptions options, byte[] body)
            throws RefusalException, ClosedConnectionException, InterruptedException {
        UpstreamCall call = UpstreamCall.start(client, failures, exchange.eventLoop(), options, body);
        exchange.onCancel(call::cancel);
        long start = System.nanoTime();
        boolean begun = false;
        try {
            UpstreamCall.Head head = call.head(shorter(limits.firstByteTimeout(), exchange));
            begun = true;
            return new Begun(call, head);
        } finally {
            exchange.addUpstreamTime(System.nanoTime() - start);
            if (!begun) {
                call.cancel();
            }
        }
    }

    private byte[] whole(GatewayExchange exchange, UpstreamCall call) throws RefusalException, InterruptedException {
        long start = System.nanoTime();
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (Optional<byte[]> piece = call.piece(shorter(limits.idleTimeout(), exchange));
                    piece.isPresent();
                    piece = call.piece(shorter(limits.idleTimeout(), exchange))) {
                body.writeBytes(piece.get());
                if (body.size() > limits.maxAnswer().bytes()) {
                    throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_CONTRACT_VIOLATION));
                }
            }
            return body.toByteArray();
        } finally {
            exchange.addUpstreamTime(System.nanoTime() - start);
        }
    }

    private static Duration shorter(Duration limit, GatewayExchange exchange) {
        Duration left = exchange.end().remaining();
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
