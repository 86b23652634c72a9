package fr.ecluse.blackbox;

import fr.ecluse.acceptance.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The tokens of a realm.
 *
 * @param issuer the realm's address
 */
record Realm(URI issuer) {

    private static final int OK = 200;

    /** A token of a program, by its client credentials. */
    String ofProgram(String client, String secret) {
        return token(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    /** A token of a person, by name and password. */
    String ofPerson(String client, String name, String password) {
        return token(Map.of("grant_type", "password", "client_id", client, "username", name, "password", password));
    }

    private String token(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest ask = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException("no token: " + answer.body());
            }
            return Json.parse(answer.body()).path("access_token").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
