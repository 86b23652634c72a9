package fr.ecluse.blackbox;

import fr.ecluse.acceptance.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes one realm while it runs, by Keycloak's admin API. */
final class RealmAdministrator implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";
    private static final int DEFAULT_PRIORITY = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI keycloak;
    private final String realm;
    private final String client;
    private final String secret;
    private int priority = DEFAULT_PRIORITY;

    /**
     * Nothing happens yet.
     *
     * @param client of the realm {@code master}, with the rights of an administrator
     */
    RealmAdministrator(URI keycloak, String realm, String client, String secret) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.client = client;
        this.secret = secret;
    }

    /** Gives the service account of a client another value of an attribute. */
    void setAttribute(String clientId, String attribute, String value) {
        JsonNode account = ask("/clients/" + idOf(clientId) + "/service-account-user");
        put(
                "/users/" + account.path("id").asString(),
                account,
                user -> user.withObjectProperty("attributes")
                        .putArray(attribute)
                        .add(value));
    }

    /** Says how long a client's tokens are good from now on. */
    void setLifespan(String clientId, int seconds) {
        String path = "/clients/" + idOf(clientId);
        put(
                path,
                ask(path),
                entry ->
                        entry.withObjectProperty("attributes").put("access.token.lifespan", Integer.toString(seconds)));
    }

    /** Has an identity provider of the realm be another server of Keycloak's kind. */
    void moveProvider(String provider, URI issuer) {
        String path = "/identity-provider/instances/" + provider;
        String endpoints = issuer + "/protocol/openid-connect/";
        put(
                path,
                ask(path),
                entry -> entry.withObjectProperty("config")
                        .put("issuer", issuer.toString())
                        .put("authorizationUrl", endpoints + "auth?acr_values=eidas1")
                        .put("tokenUrl", endpoints + "token")
                        .put("userInfoUrl", endpoints + "userinfo")
                        .put("jwksUrl", endpoints + "certs")
                        .put("logoutUrl", endpoints + "logout"));
    }

    /** Takes an attribute from a client. */
    void removeClientAttribute(String clientId, String attribute) {
        String path = "/clients/" + idOf(clientId);
        put(path, ask(path), entry -> entry.withObjectProperty("attributes").put(attribute, ""));
    }

    private String idOf(String clientId) {
        return ask("/clients?clientId=" + clientId).path(0).path("id").asString();
    }

    /** Makes a new key, which signs from now on; the others stay published. */
    void addKey() {
        priority++;
        send(
                "POST",
                "/components",
                JSON.valueToTree(Map.of(
                        "name",
                        "rsa-" + priority,
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        KEY_PROVIDER,
                        "config",
                        Map.of("priority", List.of(Integer.toString(priority)), "algorithm", List.of("RS256")))));
    }

    /** Withdraws all keys for signatures but the one that signs. */
    void withdrawOldKeys() {
        ask("/components?type=" + KEY_PROVIDER)
                .valueStream()
                .filter(provider -> provider.path("providerId").asString().equals("rsa-generated"))
                .filter(provider -> !provider.path("name").asString().equals("rsa-" + priority))
                .forEach(provider ->
                        send("DELETE", "/components/" + provider.path("id").asString(), JSON.createObjectNode()));
    }

    private void put(String path, JsonNode entry, Consumer<ObjectNode> change) {
        ObjectNode changed = (ObjectNode) entry;
        change.accept(changed);
        send("PUT", path, changed);
    }

    private JsonNode ask(String path) {
        return Json.parse(send("GET", path, JSON.createObjectNode()));
    }

    private String send(String method, String path, JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(keycloak.resolve("/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return answer(request);
    }

    /** A new one each time: they live for a minute. */
    private String token() {
        HttpRequest request = HttpRequest.newBuilder(keycloak.resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret))
                .build();
        return Json.parse(answer(request)).path("access_token").asString();
    }

    private String answer(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
