package fr.ecluse.blackbox;

import static org.citrusframework.container.Sequence.Builder.sequential;
import static org.citrusframework.http.actions.HttpActionBuilder.http;
import static org.citrusframework.validation.json.JsonPathMessageValidationContext.Builder.jsonPath;

import fr.ecluse.acceptance.support.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.citrusframework.TestActionBuilder;
import org.citrusframework.http.client.HttpClient;
import org.citrusframework.http.client.HttpClientBuilder;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** The tokens of a realm, as steps of a test that put them into variables. */
final class Realm {

    private final HttpClient keycloak;

    /**
     * Nothing happens yet.
     *
     * @param issuer the realm's address
     */
    Realm(URI issuer) {
        keycloak = new HttpClientBuilder().requestUrl(issuer.toString()).build();
    }

    /** A program gets a token, by its client credentials. */
    TestActionBuilder<?> tokenOfProgram(String variable, String client, String secret) {
        return token(
                variable, Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    /** A person gets a token, by name and password. */
    TestActionBuilder<?> tokenOfPerson(String variable, String client, String name, String password) {
        return token(
                variable,
                Map.of("grant_type", "password", "client_id", client, "username", name, "password", password));
    }

    private TestActionBuilder<?> token(String variable, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return sequential()
                .actions(
                        http().client(keycloak)
                                .send()
                                .post("/protocol/openid-connect/token")
                                .message()
                                .contentType("application/x-www-form-urlencoded")
                                .body(body),
                        http().client(keycloak)
                                .receive()
                                .response(HttpStatus.OK)
                                .message()
                                .extract(jsonPath()
                                        .expression("$.access_token", variable)
                                        .asExtractor()));
    }

    /** When a token ends, leeway apart. */
    static Instant end(String token) {
        return Instant.ofEpochSecond(part(token, 1).path("exp").asLong());
    }

    /** The id of the key that signed a token. */
    static String key(String token) {
        return part(token, 0).path("kid").asString();
    }

    private static JsonNode part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return Json.parse(new String(json, StandardCharsets.UTF_8));
    }
}
