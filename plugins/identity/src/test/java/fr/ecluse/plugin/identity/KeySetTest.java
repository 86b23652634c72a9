package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An issuer's keys")
class KeySetTest {

    @ParameterizedTest(name = "with {0}={1}: {2}")
    @CsvSource({
        "use, sig, true",
        "use, enc, false",
        "use, , true",
        "kid, , false",
        "kty, unknown, false",
        "n, , false",
        "alg, RS256, true",
    })
    void areTakenIfTheyAreForSignaturesAndHaveAName(String member, @Nullable String value, boolean taken) {
        Map<String, Object> key = members(TestKeys.FIRST);
        if (value == null) {
            key.remove(member);
        } else {
            key.put(member, value);
        }

        KeySet keys = KeySet.parse(set(key, members(TestKeys.SECOND)));

        assertThat(keys.find("first").isPresent()).isEqualTo(taken);
        assertThat(keys.find("second")).as("the others").isPresent();
    }

    @Test
    void areNotSymmetric() {
        Map<String, Object> secret = Map.of("kty", "oct", "kid", "secret", "k", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");

        assertThat(KeySet.parse(set(secret)).find("secret")).isEmpty();
    }

    @Test
    void areForTheAlgorithmThatTheySay() {
        Map<String, Object> key = members(TestKeys.FIRST);
        key.put("alg", "PS256");

        assertThat(KeySet.parse(set(key)).find("first").orElseThrow().algorithm())
                .contains("PS256");
    }

    @Test
    void areKnownByMoreThanTheirName() {
        Map<String, Object> other = members(TestKeys.OTHER);
        other.put("kid", "first");
        IssuerKey first =
                KeySet.parse(set(members(TestKeys.FIRST))).find("first").orElseThrow();

        assertThat(KeySet.parse(set(members(TestKeys.FIRST))).holds(first)).isTrue();
        assertThat(KeySet.parse(set(members(TestKeys.SECOND))).holds(first)).isFalse();
        assertThat(KeySet.parse(set(other)).holds(first)).isFalse();
    }

    private static Map<String, Object> members(PublicJsonWebKey key) {
        return key.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    @SafeVarargs
    private static String set(Map<String, Object>... keys) {
        return JsonUtil.toJson(Map.of("keys", List.of(keys)));
    }
}
