package fr.ecluse.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Keys over HTTP")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysOverHttpTest {

    private Replica gateway;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gateway = Replica.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void anApplicationLivesWithAKeyFromItsMakingToItsEnd() throws Exception {
        // Given
        Replica.Result created = gateway.create(Replica.AGENT, ",\"scopes\":[\"ai\",\"me\",\"keys\"]");
        assertThat(created.status()).as(created.http().body()).isEqualTo(201);
        assertThat(created.http().headers().firstValue("Cache-Control")).contains("no-store");

        // When it is used
        Replica.Result me = gateway.get(created.key(), "/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.id()).isEqualTo(created.id());
        assertThat(me.body().path("models").toString()).isEqualTo("[\"chat-standard\"]");
        assertThat(me.body().path("limits").path("expires_at"))
                .isEqualTo(created.body().path("expires_at"));
        assertThat(gateway.get(created.key(), "/v1/models").status()).isEqualTo(200);
        assertThat(gateway.send("GET", "/v1/models", "", "x-api-key", created.key())
                        .status())
                .isEqualTo(200);

        // And rotates itself
        Replica.Result rotated =
                gateway.call(created.key(), "POST", "/v1/keys/" + created.id() + "/rotate", "{\"overlap_seconds\":0}");
        assertThat(rotated.status()).as(rotated.http().body()).isEqualTo(200);
        assertThat(gateway.get(created.key(), "/v1/me").error()).isEqualTo("invalid_api_key");
        assertThat(gateway.get(rotated.key(), "/v1/me").status()).isEqualTo(200);

        // And ends
        Replica.Result revoked = gateway.call(Replica.AGENT, "DELETE", "/v1/keys/" + created.id(), "");
        assertThat(revoked.body().path("status").asString()).isEqualTo("revoked");
        assertThat(gateway.get(rotated.key(), "/v1/me").status()).isEqualTo(401);
        assertThat(gateway.get(Replica.AGENT, "/v1/keys/" + created.id())
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("revoked");
    }

    @ParameterizedTest(name = "[{0}] {1} {2}: {3}")
    @CsvSource({
        "'\"ai\"', GET, /v1/models, 200",
        "'\"ai/*\"', GET, /v1/models, 200",
        "'\"ai/listModels\"', GET, /v1/models, 200",
        "'\"ai/listModels\"', GET, /v1/models/chat-standard, 403",
        "'\"ai\"', GET, /v1/me, 403",
        "'\"ai\"', GET, /v1/keys, 403",
        "'\"me\",\"keys\"', GET, /v1/models, 403",
        "'\"keys/listKeys\"', GET, /v1/keys, 200",
        "'\"keys/listKeys\"', POST, /v1/keys, 403",
        "'\"*\"', GET, /v1/me, 200",
        "'\"*\"', GET, /admin/flows, 403",
    })
    void aKeyIsForWhatItsScopesSay(String scopes, String method, String path, int status) throws Exception {
        String key =
                gateway.create(Replica.AGENT, ",\"scopes\":[" + scopes + "]").key();

        Replica.Result result = gateway.call(key, method, path, method.equals("POST") ? "{}" : "");

        assertThat(result.status()).isEqualTo(status);
        if (status == 403 && !path.startsWith("/admin")) {
            String all = result.http().body();
            assertThat(all).contains("\"access_denied\"", "\"scope_missing\"");
        }
        gateway.call(Replica.ADMIN, "DELETE", "/admin/keys/" + key.split("_")[1], "");
    }

    /**
     * Attacks with and on a key that was issued. In the file, {@code {key}} is the whole key, {@code {id}} and {@code
     * {secret}} its parts, {@code {guess}} a secret of which all but the last digit is right.
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/keys/attacks.csv", numLinesToSkip = 1, delimiter = '|')
    void anAttackFails(String attack, String path, String headers, String expected) throws Exception {
        String key = gateway.create(Replica.AGENT, ",\"scopes\":[\"*\"]").key();
        String[] names = fill(headers == null ? "" : headers, key).split("; |: ");

        Replica.Result result = gateway.send("GET", fill(path, key), "", names.length < 2 ? new String[0] : names);

        String code = result.body()
                .path("code")
                .asString(result.body().path("error").path("code").asString(""));
        assertThat(result.status() == 200 ? "200" : code).as(attack).isEqualTo(expected);
        assertThat(result.http().body()).doesNotContain(key.split("_")[2]);
        gateway.call(Replica.ADMIN, "DELETE", "/admin/keys/" + key.split("_")[1], "");
    }

    private static String fill(String text, String key) {
        String secret = key.split("_")[2];
        String guess = secret.substring(0, 63) + (secret.endsWith("0") ? "1" : "0");
        return text.replace("{key}", key)
                .replace("{id}", key.split("_")[1])
                .replace("{secret}", secret)
                .replace("{guess}", guess);
    }

    /** What is wrong with a key is told in the same words, whether there is one of that id or not. */
    @Test
    void aGuesserLearnsNothing() throws Exception {
        String key = gateway.create(Replica.AGENT, ",\"scopes\":[\"*\"]").key();
        String otherId = (key.charAt(5) == '0' ? "ecl_k1" : "ecl_k0") + key.substring(6);

        Replica.Result wrongSecret = gateway.get(fill("ecl_{id}_{guess}", key), "/v1/me");
        Replica.Result noSuchId = gateway.get(otherId, "/v1/me");

        assertThat(wrongSecret.status()).isEqualTo(noSuchId.status()).isEqualTo(401);
        assertThat(told(wrongSecret)).isEqualTo(told(noSuchId));
    }

    private static String told(Replica.Result result) {
        return result.http().headers().map().keySet()
                + result.http().body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'{}', 400",
        "'{\"name\":\"x\",\"expires_at\":\"tomorrow\",\"scopes\":[\"ai\"]}', 400",
        "'{\"name\":\"x\",\"expires_at\":2000000000,\"scopes\":[]}', 400",
        "'{\"name\":\"x\",\"expires_at\":2000000000,\"scopes\":[\"ai/\"]}', 400",
        "'{\"name\":\" \",\"expires_at\":2000000000,\"scopes\":[\"ai\"]}', 400",
        "'{\"name\":\"x\",\"expires_at\":9999999999,\"scopes\":[\"ai\"]}', 400",
        "'{\"name\":\"x\",\"expires_at\":1,\"scopes\":[\"ai\"]}', 400",
    })
    void aRequestThatIsNoneIsRefusedWithTheField(String body, int status) throws Exception {
        Replica.Result result = gateway.call(Replica.AGENT, "POST", "/v1/keys", body);

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.body().path("param").asString("")).isNotEmpty();
        assertThat(result.http().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aKeyOfAnOperatorIsNoOperatorsUnlessToldSo() throws Exception {
        String plain = gateway.create(Replica.ADMIN, ",\"scopes\":[\"*\"]").key();
        String operators = gateway.create(
                        Replica.ADMIN, ",\"scopes\":[\"admin\"],\"attributes\":{\"roles\":[\"ecluse-operator\"]}")
                .key();

        assertThat(gateway.get(plain, "/admin/keys").error()).isEqualTo("access_denied");
        assertThat(gateway.get(operators, "/admin/keys").status()).isEqualTo(200);
    }

    @Test
    void operatorsAloneSeeAndRevokeAllKeys() throws Exception {
        // Given
        Replica.Result key = gateway.create(Replica.OTHER, ",\"scopes\":[\"*\"]");
        String path = "/admin/keys/" + key.id();

        // Then
        assertThat(gateway.get(Replica.AGENT, "/admin/keys").status()).isEqualTo(403);
        assertThat(gateway.call(Replica.AGENT, "DELETE", path, "").status()).isEqualTo(403);
        assertThat(gateway.send("DELETE", path, "").status()).isEqualTo(401);
        assertThat(gateway.get(key.key(), "/v1/me").status()).isEqualTo(200);
        JsonNode all = gateway.get(Replica.ADMIN, "/admin/keys").body();
        assertThat(all.path("data").findValuesAsString("id")).contains(key.id());
        assertThat(all.path("data").findValuesAsString("owner")).contains("other");
        assertThat(gateway.call(Replica.ADMIN, "DELETE", path, "")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("revoked");
        assertThat(gateway.get(key.key(), "/v1/me").status()).isEqualTo(401);
        assertThat(gateway.call(Replica.ADMIN, "DELETE", "/admin/keys/nothing", "")
                        .status())
                .isEqualTo(404);
        assertThat(gateway.send("GET", "/v1/keys/../admin/keys", "", "Authorization", "Bearer " + Replica.ADMIN)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void everyKeyMayBeUsedAtTheSameTime() throws Exception {
        String key = gateway.create(Replica.OTHER, ",\"scopes\":[\"*\"]").key();

        List<Integer> statuses =
                IntStream.range(0, 50).parallel().mapToObj(_ -> status(key)).toList();

        assertThat(statuses).containsOnly(200);
    }

    private int status(String key) {
        try {
            return gateway.get(key, "/v1/me").status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
