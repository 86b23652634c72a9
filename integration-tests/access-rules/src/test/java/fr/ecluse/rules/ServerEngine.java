package fr.ecluse.rules;

import fr.ecluse.realservers.OpaProgram;
import fr.ecluse.realservers.OpaServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OPA as a server, asked through its Data API. */
final class ServerEngine implements Engine {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final OpaServer server;

    private ServerEngine(OpaServer server) {
        this.server = server;
    }

    static ServerEngine start(Path bundle, Path folder) throws Exception {
        return new ServerEngine(OpaServer.start(OpaProgram.require(), bundle, folder));
    }

    @Override
    public JsonNode evaluate(String rule, JsonNode input) throws Exception {
        return ask(rule, input).path("result");
    }

    /** The revision of the bundle that it has loaded. */
    String revision() throws Exception {
        JsonNode bundles = ask("ecluse/access/decision?provenance=true", JSON.createObjectNode())
                .path("provenance")
                .path("bundles");
        return bundles.iterator().next().path("revision").asString();
    }

    private JsonNode ask(String path, JsonNode input) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(server.url().resolve("/v1/data/" + path))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("input", input))))
                .build();
        HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("OPA answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
