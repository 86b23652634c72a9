package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens of a configured issuer open the application; Quarkus' own authentication has no part in it. */
@QuarkusTest
@WithTestResource(value = TokenIssuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class TokensOnQuarkusTest {

    @TestHTTPResource("/v1/models")
    URL plain;

    @TestHTTPResource(value = "/v1/models", tls = true)
    URL tls;

    TokenIssuer issuer;

    @Test
    void letsInWhoHasAGoodOne() throws Exception {
        HttpResponse<String> answer = get(plain.toURI(), issuer.token("gateway"), HttpClient.newHttpClient());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void refusesABadOneInTheShapeThatClientsKnow() throws Exception {
        HttpResponse<String> answer = get(plain.toURI(), issuer.token("another"), HttpClient.newHttpClient());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"ecluse\", error=\"invalid_token\"");
        assertThat(answer.body()).startsWith("{\"error\":{").contains("\"code\":\"invalid_token\"", "aud");
    }

    @Test
    void knowsTheCertificateThatATokenIsBoundTo() throws Exception {
        String bound = issuer.tokenBoundTo(issuer.client().certificate());

        assertThat(overTls(bound, issuer.client()).statusCode()).isEqualTo(200);
        assertThat(overTls(bound, issuer.otherClient()).statusCode()).isEqualTo(401);
        assertThat(overTls(bound, null).statusCode()).isEqualTo(401);
        assertThat(overTls(issuer.token("gateway"), null).statusCode()).isEqualTo(200);
        assertThat(get(plain.toURI(), bound, HttpClient.newHttpClient()).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> overTls(String token, @Nullable TestCertificate shown) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(issuer.gateway().trustedBy(shown))
                .build()) {
            return get(tls.toURI(), token, client);
        }
    }

    private static HttpResponse<String> get(URI address, String token, HttpClient client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
