package fr.ecluse.app.keys;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with what is delivered, on free ports of loopback. */
final class Replica implements AutoCloseable {

    static final String SECRET = "0123456789abcdef".repeat(4);

    /** The keys of the configuration: a program, another one, and an operator. */
    static final String AGENT = "ecl_agent_" + SECRET;

    static final String OTHER = "ecl_other_" + SECRET;
    static final String ADMIN = "ecl_admin_" + SECRET;

    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Ecluse ecluse;
    private final HttpServer publicPort;
    private final HttpServer managementPort;

    private Replica(Map<String, String> configuration) throws Exception {
        camel.start();
        ecluse = Ecluse.start(new Ecluse.Ground(
                camel,
                vertx,
                new SimpleMeterRegistry(),
                () -> ConfigTree.of(List.of(new ConfigSource("test", 100, configuration)), Environment.none()),
                List.of(),
                _ -> null,
                Floor.delivered()));
        publicPort = listen(Listener.PUBLIC);
        managementPort = listen(Listener.MANAGEMENT);
    }

    /** Starts one; further options are keys and values below {@code ecluse}. */
    static Replica start(Path state, String... further) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put("ecluse.state", state.toString());
        all.put("ecluse.routes.folder", "../../routes");
        all.put("ecluse.contracts.folder", "../../openapi");
        all.put("ecluse.shared-state.timeout", "20s");
        all.put("ecluse.policies.identity.deadline", "30s");
        all.put("ecluse.zones.lab.max-sensitivity", "usual");
        all.put("ecluse.models.chat-standard.deployments[0].id", "one");
        all.put("ecluse.models.chat-standard.deployments[0].base-url", "http://127.0.0.1:1/v1");
        all.put("ecluse.models.chat-standard.deployments[0].zone", "lab");
        for (String key : List.of(AGENT, OTHER, ADMIN)) {
            String own = "ecluse.policies.identity.keys." + key.split("_")[1] + ".";
            all.put(own + "sha256", sha256(key));
            all.put(own + "tenant", "demo");
            all.put(own + "clearance", "usual");
            all.put(own + "groups", "agents");
        }
        all.put("ecluse.policies.identity.keys.admin.roles", "ecluse-operator");
        for (int i = 0; i < further.length; i += 2) {
            all.put("ecluse." + further[i], further[i + 1]);
        }
        return new Replica(all);
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
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

    /** An answer, read as JSON. */
    record Result(int status, JsonNode body, HttpResponse<String> http) {

        String key() {
            return body.path("key").asString();
        }

        String id() {
            return body.path("id").asString();
        }

        /** The code of the error, and of its first reason. */
        String error() {
            String reason = body.path("reasons").path(0).path("code").asString("");
            return body.path("code").asString() + (reason.isEmpty() ? "" : "/" + reason);
        }
    }

    /** Makes a key that is good for an hour. */
    Result create(String credential, String more) throws Exception {
        long expires = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        return call(credential, "POST", "/v1/keys", "{\"name\":\"test\",\"expires_at\":" + expires + more + "}");
    }

    Result get(String credential, String path) throws Exception {
        return call(credential, "GET", path, "");
    }

    Result call(String credential, String method, String path, String body) throws Exception {
        return send(method, path, body, "Authorization", "Bearer " + credential);
    }

    /** Sends a request; paths below {@code /admin} go to the management port. */
    Result send(String method, String path, String body, String... headers) throws Exception {
        HttpServer port = path.startsWith("/admin") ? managementPort : publicPort;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.actualPort() + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Result(answer.statusCode(), JSON.readTree(answer.body()), answer);
    }

    @Override
    public void close() throws Exception {
        ecluse.close();
        camel.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get();
        client.close();
    }
}
