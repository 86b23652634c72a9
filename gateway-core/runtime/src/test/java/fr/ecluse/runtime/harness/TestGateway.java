package fr.ecluse.runtime.harness;

import fr.ecluse.runtime.assembly.Ecluse;
import fr.ecluse.runtime.config.ConfigSource;
import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Environment;
import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.gate.Floor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;

/** A gateway in this JVM, on free ports of loopback. */
public final class TestGateway implements AutoCloseable {

    private static final String FLOW = """
            - route:
                id: %s
                from:
                  uri: gateway:%s
                  steps: [%s]
            """;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CamelContext camel = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String test = UUID.randomUUID().toString();
    private final Upstream upstream;
    private final Path folder;
    private final Map<String, String> configuration = new HashMap<>();
    private Ecluse ecluse;
    private HttpServer publicPort;
    private HttpServer managementPort;

    private TestGateway(Path folder) throws Exception {
        this.folder = folder;
        this.upstream = new Upstream(vertx);
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("openapi"));
        for (String contract : List.of("test.yaml", "operators.yaml")) {
            try (var in = TestGateway.class.getResourceAsStream("/harness/openapi/" + contract)) {
                Files.write(folder.resolve("openapi").resolve(contract), in.readAllBytes());
            }
        }
        with("ecluse.state", folder.resolve("state").toString());
        with("ecluse.routes.folder", folder.resolve("routes").toString());
        with("ecluse.contracts.folder", folder.resolve("openapi").toString());
        with("ecluse.zones.open.max-sensitivity", "usual");
        with("ecluse.zones.closed.max-sensitivity", "dr");
        with("ecluse.policies.metering.test", test);
        with("ecluse.policies.probe.test", test);
        model("m", "open", "m");
    }

    /** A gateway to be, in a folder of the test's. */
    public static TestGateway in(Path folder) throws Exception {
        return new TestGateway(folder);
    }

    public TestGateway with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** Configures an alias that the upstream serves. */
    public TestGateway model(String alias, String zone, String upstreamModel) {
        String key = "ecluse.models." + alias + ".deployments[0].";
        with(key + "id", alias + "-1");
        with(key + "base-url", "http://127.0.0.1:" + upstream.port() + "/v1");
        with(key + "model", upstreamModel);
        return with(key + "zone", zone);
    }

    /** Writes a flow of these steps, given as URIs. */
    public TestGateway flow(String id, String selector, String... steps) throws IOException {
        StringBuilder list = new StringBuilder();
        for (String step : steps) {
            list.append(list.isEmpty() ? "" : ", ")
                    .append("{ to: '")
                    .append(step)
                    .append("' }");
        }
        return file(id + ".yaml", FLOW.formatted(id, selector, list));
    }

    /** Writes a flow of chat with these policies between the required ones and the model. */
    public TestGateway chat(String... more) throws IOException {
        String[] steps = new String[more.length + 4];
        steps[0] = "policy:metering";
        steps[1] = "policy:identity";
        System.arraycopy(more, 0, steps, 2, more.length);
        steps[more.length + 2] = "policy:contract";
        steps[more.length + 3] = "model:chat";
        return flow("chat", "ai/chat", steps);
    }

    /** Writes a file of the routes folder. */
    public TestGateway file(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(name), yaml);
        return this;
    }

    /** Adds a member to the terms of the AI operations' contract, as {@code x-ecluse} takes it. */
    public TestGateway contractTerm(String term) throws IOException {
        Path contract = folder.resolve("openapi").resolve("test.yaml");
        String yaml = Files.readString(contract);
        Files.writeString(contract, yaml.replace("x-ecluse: {", "x-ecluse: { " + term + ","));
        return this;
    }

    public TestGateway start() throws Exception {
        camel.start();
        ecluse = Ecluse.start(new Ecluse.Ground(
                camel,
                vertx,
                meters,
                () -> ConfigTree.of(List.of(new ConfigSource("test", 100, configuration)), Environment.none()),
                List.of(),
                name -> null,
                Floor.bare()));
        publicPort = listen(Listener.PUBLIC);
        managementPort = listen(Listener.MANAGEMENT);
        return this;
    }

    private HttpServer listen(Listener listener) throws Exception {
        var dispatcher = ecluse.dispatcher(listener);
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> dispatcher.handle(request.pause()))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    /** Puts a processor in front of the chat flow's target, as a hand with access to Camel's model could. */
    public void slipIn(Processor processor) throws Exception {
        ModelCamelContext model = (ModelCamelContext) camel;
        RouteDefinition route = model.getRouteDefinition("chat");
        ProcessDefinition slipped = new ProcessDefinition(processor);
        route.getOutputs().add(route.getOutputs().size() - 1, slipped);
        slipped.setParent(route);
        camel.getRouteController().stopRoute("chat");
        camel.removeRoute("chat");
        model.addRouteDefinition(route);
    }

    /** Posts JSON as a user of clearance usual. */
    public HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .header("X-User", "u1")
                .header("Content-Type", "application/json");
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpClient client() {
        return client;
    }

    public String url() {
        return "http://127.0.0.1:" + publicPort.actualPort();
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort.actualPort();
    }

    public int port() {
        return publicPort.actualPort();
    }

    public Upstream upstream() {
        return upstream;
    }

    public Witness witness() {
        return Witness.of(test);
    }

    public CamelContext camel() {
        return camel;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public Ecluse ecluse() {
        return ecluse;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws Exception {
        if (ecluse != null) {
            ecluse.close();
        }
        upstream.close();
        camel.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get();
        client.close();
    }
}
