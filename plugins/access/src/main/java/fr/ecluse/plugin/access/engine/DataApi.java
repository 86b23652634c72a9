package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * OPA's Data API, as far as it is needed: one question, one answer, and by which rules. See <a
 * href="https://www.openpolicyagent.org/docs/rest-api#data-api">its description</a>. Thread-safe.
 */
final class DataApi {

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final HttpClient client;
    private final URI base;

    /**
     * @param base scheme, host and port, and a path if there is one
     */
    DataApi(HttpClient client, URI base) {
        this.client = client;
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    }

    /**
     * An answer.
     *
     * @param document all of it
     * @param result in the document; empty if no rule gave one
     * @param revision of the bundles that the server has; empty if one of them has none, or there are none
     */
    record Answer(JsonDocument document, Optional<JsonValue> result, String revision) {}

    /**
     * Asks for a document.
     *
     * @param path without a slash at the beginning
     * @param input as JSON
     */
    Answer ask(String path, String input, Duration limit) throws NoDecisionException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("v1/data/" + path + "?provenance=true"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"input\":" + input + "}", StandardCharsets.UTF_8))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 || answer.body().length > LARGEST_ANSWER) {
                throw new NoDecisionException(Cause.UNAVAILABLE, "the server answered with " + answer.statusCode());
            }
            return read(answer.body());
        } catch (HttpTimeoutException e) {
            throw new NoDecisionException(Cause.TIMEOUT, "the server did not answer within " + limit);
        } catch (IOException e) {
            throw new NoDecisionException(
                    Cause.UNAVAILABLE,
                    "the server cannot be reached: " + e.getClass().getName());
        }
    }

    private static Answer read(byte[] body) throws NoDecisionException {
        try {
            JsonDocument document = JsonDocument.parse(body);
            if (document.root() instanceof JsonObject answer) {
                return new Answer(document, answer.get("result"), revision(answer));
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw new NoDecisionException(Cause.MALFORMED, "the server's answer is no JSON object");
    }

    private static String revision(JsonObject answer) {
        Map<String, JsonValue.Member> bundles = answer.object("provenance")
                .flatMap(provenance -> provenance.object("bundles"))
                .map(JsonObject::members)
                .orElse(Map.of());
        Map<String, String> revisions = new TreeMap<>();
        bundles.forEach((name, bundle) -> {
            if (bundle.value() instanceof JsonObject object) {
                object.text("revision")
                        .filter(revision -> !revision.isEmpty())
                        .ifPresent(revision -> revisions.put(name, revision));
            }
        });
        return revisions.size() == bundles.size() ? String.join("+", revisions.values()) : "";
    }
}
