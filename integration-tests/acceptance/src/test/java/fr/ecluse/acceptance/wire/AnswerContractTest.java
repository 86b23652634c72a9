package fr.ecluse.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;

/** What the gateway answers is what its published contracts say it answers. */
@OnSharedTestBed
class AnswerContractTest {

    private final GatewayProcess gateway;

    AnswerContractTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/cases/answers.csv", numLinesToSkip = 1, delimiter = '|', maxCharsPerColumn = 1_000)
    void answerFollowsItsContract(String contract, String method, String template, String path, String body, int status)
            throws IOException {
        PublishedContract published =
                PublishedContract.read(Checkout.current().contracts().resolve(contract + ".yaml"));
        ApiClient client = contract.equals("admin") ? gateway.management(DemoKey.ADMIN) : gateway.client(DemoKey.AGENT);

        ApiAnswer answer = client.send(method.toUpperCase(Locale.ROOT), path, Optional.ofNullable(body));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        String mediaType = answer.header("Content-Type").orElse("").split(";", 2)[0];
        for (JsonNode document : documents(answer, mediaType)) {
            assertThat(published.violations(method, template, status, mediaType, document))
                    .as(document.toString())
                    .isEmpty();
        }
    }

    private static List<JsonNode> documents(ApiAnswer answer, String mediaType) {
        return mediaType.equals("text/event-stream") ? Events.json(answer.data()) : List.of(answer.json());
    }
}
