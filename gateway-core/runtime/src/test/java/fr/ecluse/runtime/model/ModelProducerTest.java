package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A model")
class ModelProducerTest {

    @TempDir
    private Path folder;

    @Test
    void thatDoesNotServeTheOperationIsRefusedInTheCallersLanguage() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.models.m.type", "embeddings")
                .start()) {
            assertThat(refusal(gateway, "en")).contains("The model “m” does not serve this operation.");
            assertThat(refusal(gateway, "fr")).contains("Le modèle « m » ne sert pas cette opération.");
            assertThat(refusal(gateway, "de")).contains("Das Modell „m“ bedient diese Operation nicht.");
            assertThat(refusal(gateway, "it")).contains("Il modello «m» non serve questa operazione.");
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void thatHasAPriceSaysInTheUsageWhatTheAnswerCost() throws Exception {
        try (TestGateway gateway = priced()) {
            String answer = "{ \"model\":\"m\" , \"usage\" : {\"prompt_tokens\":21, \"completion_tokens\":28 } }";
            gateway.upstream().answers(200, answer);

            assertThat(gateway.post("/v1/chat/completions", "{\"model\":\"m\"}").body())
                    .as("and changes nothing else")
                    .isEqualTo(answer.replace(":28 }", ":28 ,\"cost\":0.000021}"));
        }
    }

    @Test
    void onRestrictedPremisesIsNotToldApartFromOthersThere() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.zones.closed.on-premises", "true")
                .model("guarded", "closed", "guarded")
                .start()) {
            gateway.upstream().answers(200, "{}");

            HttpResponse<String> elsewhere = gateway.post("/v1/chat/completions", "{\"model\":\"m\"}");
            HttpResponse<String> there = gateway.post("/v1/chat/completions", "{\"model\":\"guarded\"}");

            assertThat(elsewhere.headers().map()).containsKeys("x-ecluse-deployment", "x-ecluse-zone");
            assertThat(there.headers().map())
                    .containsKeys("x-ecluse-model", "x-ecluse-zone")
                    .doesNotContainKey("x-ecluse-deployment");
        }
    }

    @Test
    void isAskedOnceMoreWhereTheConnectionWasClosedBeforeTheFirstByte() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            AtomicInteger asked = new AtomicInteger();
            gateway.upstream().does(request -> {
                if (asked.incrementAndGet() == 1) {
                    request.connection().close();
                } else {
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{}");
                }
            });

            assertThat(gateway.post("/v1/chat/completions", "{\"model\":\"m\"}").statusCode())
                    .isEqualTo(200);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void isNotAskedAThirdTime() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            AtomicInteger asked = new AtomicInteger();
            gateway.upstream().does(request -> {
                asked.incrementAndGet();
                request.connection().close();
            });

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{\"model\":\"m\"}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_error");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void isNotAskedAgainWhereTheAnswerHadBegun() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            AtomicInteger asked = new AtomicInteger();
            gateway.upstream().does(request -> {
                asked.incrementAndGet();
                request.response().setChunked(true).putHeader("Content-Type", "application/json");
                request.response()
                        .write("{")
                        .onComplete(_ -> request.connection().close());
            });

            assertThat(gateway.post("/v1/chat/completions", "{\"model\":\"m\"}").statusCode())
                    .isEqualTo(502);
            assertThat(asked).hasValue(1);
        }
    }

    private TestGateway priced() throws Exception {
        return TestGateway.in(folder)
                .chat()
                .with("ecluse.models.m.deployments[0].price.input", "0.20")
                .with("ecluse.models.m.deployments[0].price.output", "0.60")
                .start();
    }

    private static String refusal(TestGateway gateway, String language) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                .header("Accept-Language", language)
                .POST(BodyPublishers.ofString("{\"model\":\"m\"}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invalid_request\"", "\"param\":\"model\"");
        return answer.body();
    }
}
