package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.ChatStream;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeEvents;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.Outcomes;
import fr.ecluse.testkit.PolicyHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringPolicyTest {

    private static final MeteringOptions OPTIONS =
            new MeteringOptions(Path.of("usage", "usage.jsonl"), ByteSize.parse("1MB"));

    private final MeteringPolicyFactory factory = new MeteringPolicyFactory();

    @TempDir
    private Path folder;

    private FakeContext context;

    @BeforeEach
    void context() {
        context = new FakeContext("metering", folder);
    }

    @Test
    void writesOneLineForAnExchangeAndCountsIt() throws Exception {
        FakeExchange exchange = Exchanges.whole();
        try (Policy policy = factory.create(OPTIONS, context)) {
            PolicyHarness.of("metering", policy).run(exchange, PolicyHarness.json("{\"secret\":\"text\"}"));
        }
        String pseudonym = context.pseudonyms().of("interior", Exchanges.PERSON);
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"subject\":\"" + pseudonym + "\"", "\"result\":\"completed\"", "\"metering\":\"proceed\"")
                .doesNotContain(Exchanges.PERSON, "secret", "produced");
        assertThat(context.meters().get("ecluse_requests").counter().count()).isEqualTo(1);
    }

    @Test
    void seesWhatALaterStepRefuses() throws Exception {
        Policy refusing = new Policy() {
            @Override
            public Decision onRequest(Exchange exchange) throws RefusalException {
                throw new RefusalException(Refusal.of(ErrorCode.CLEARANCE_BELOW_LEVEL));
            }
        };
        try (Policy policy = factory.create(OPTIONS, context)) {
            PolicyHarness.of("metering", policy)
                    .then("access", refusing)
                    .run(Exchanges.whole(), PolicyHarness.json("{}"));
        }
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"error\":\"clearance_below_level\"", "\"access\":\"refuse\"");
    }

    @Test
    void aStreamCarriesWhatItProduced() throws Exception {
        try (Policy policy = factory.create(OPTIONS, context)) {
            PolicyHarness.of("metering", policy)
                    .run(
                            Exchanges.whole(),
                            PolicyHarness.stream(FakeEvents.of(ChatStream.events(List.of("Hello", " you")))));
        }
        assertThat(lines()).singleElement().asString().contains("\"produced\":{\"events\":7,");
    }

    @Test
    void aStreamThatItsCallerLeftCarriesWhatItProducedUntilThen() throws Exception {
        try (Policy policy = factory.create(OPTIONS, context)) {
            FakeExchange exchange = Exchanges.whole();
            policy.onRequest(exchange);
            policy.openStream(exchange);
            exchange.cancel();
            policy.onComplete(exchange, Outcomes.of(Result.CANCELLED, 200, Optional.empty(), 512, 3));
        }
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"tokens\":{\"in\":120,", "\"produced\":{\"events\":3,\"bytes\":512}", "\"cancelled\"");
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(folder.resolve("usage/usage.jsonl"));
    }
}
