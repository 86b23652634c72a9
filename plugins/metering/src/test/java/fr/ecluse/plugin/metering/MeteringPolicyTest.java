package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Ledger.Verdict;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.Outcomes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringPolicyTest {

    private static final String PSEUDONYM =
            new FakeContext("metering", Path.of(".")).pseudonyms().of("interior", "agent");

    @TempDir
    private Path folder;

    private FakeContext context;
    private Policy policy;

    @BeforeEach
    void open() {
        context = new FakeContext("metering", folder);
        policy = new MeteringPolicyFactory()
                .create(new MeteringOptions(Path.of("usage/usage.jsonl"), ByteSize.parse("1MB")), context);
    }

    @AfterEach
    void close() throws Exception {
        policy.close();
    }

    @Test
    void aStreamIsOnRecordWithEverythingThatIsKnown() throws Exception {
        FakeExchange exchange = FakeExchange.chat()
                .id("req-7")
                .level(Sensitivity.DR)
                .category("personal")
                .category("health")
                .target(new Target("model", "chat-standard", Optional.of("sim-1"), Optional.of("lab")))
                .usage(new Usage(120, 34, 20, 4))
                .build();
        entered(exchange, "metering", Verdict.PROCEED);
        entered(exchange, "identity", Verdict.PROCEED);
        entered(exchange, "dlp@detect", Verdict.FAILED_OPEN);

        policy.onRequest(exchange);
        policy.openStream(exchange);
        policy.onComplete(exchange, Outcomes.of(Outcome.Result.COMPLETED, 200, Optional.empty(), 1234, 9));

        assertThat(lines()).containsExactly(resource("full.json").replace("PSEUDONYM", PSEUDONYM));
    }

    @Test
    void aStrangerWhoWasRefusedIsOnRecordToo() throws Exception {
        FakeExchange exchange = FakeExchange.chat().anonymous().build();
        entered(exchange, "metering", Verdict.PROCEED);
        entered(exchange, "identity", Verdict.REFUSE);

        policy.onRequest(exchange);
        policy.onComplete(exchange, Outcomes.refused(ErrorCode.INVALID_API_KEY));

        assertThat(lines()).containsExactly(resource("stranger.json"));
    }

    @Test
    void aStreamThatWasLeftBeforeItsFirstEventIsAStream() throws Exception {
        FakeExchange exchange = FakeExchange.chat()
                .target(new Target("connector", "mail", Optional.empty(), Optional.empty()))
                .build();

        policy.openStream(exchange);
        policy.onComplete(exchange, Outcomes.cancelled());

        assertThat(lines()).containsExactly(resource("left.json").replace("PSEUDONYM", PSEUDONYM));
    }

    @Test
    void aLineIsInTheFileSoon() throws Exception {
        policy.onComplete(FakeExchange.chat().build(), Outcomes.completed());

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.size(file()) > 0);
    }

    @Test
    void everyLineIsJson() throws Exception {
        for (Outcome outcome : Outcomes.all()) {
            policy.onComplete(FakeExchange.chat().id("a\"b\\c\n\u0001é😀").build(), outcome);
        }

        List<String> lines = lines();
        assertThat(lines).hasSize(Outcomes.all().size());
        for (String line : lines) {
            JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void durationsAreInMillisecondsToTheMicrosecond() {
        JsonLine line = new JsonLine()
                .millis("a", Duration.ofNanos(1_234_567))
                .millis("b", Duration.ofNanos(1_050_000))
                .millis("c", Duration.ofNanos(999))
                .millis("d", Duration.ofSeconds(75))
                .millis("e", Duration.ofNanos(1_005_999));

        assertThat(line.toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1.234,\"b\":1.050,\"c\":0,\"d\":75000,\"e\":1.005}\n");
    }

    @Test
    void stepsOfOneFactoryShareAFile() throws Exception {
        MeteringPolicyFactory factory = new MeteringPolicyFactory();
        MeteringOptions options = new MeteringOptions(folder.resolve("shared.jsonl"), ByteSize.parse("1MB"));
        Policy first = factory.create(options, context);
        Policy second = factory.create(options, context);

        first.onComplete(FakeExchange.chat().build(), Outcomes.completed());
        first.close();
        first.close();
        second.onComplete(FakeExchange.chat().build(), Outcomes.completed());
        second.close();

        assertThat(Files.readAllLines(folder.resolve("shared.jsonl"))).hasSize(2);
    }

    private static void entered(FakeExchange exchange, String step, Verdict verdict) {
        exchange.entered(new Ledger.Entry(StepName.parse(step), verdict, 0, Duration.ofNanos(10)));
    }

    private Path file() {
        return folder.resolve("usage").resolve("usage.jsonl");
    }

    private List<String> lines() throws Exception {
        policy.close();
        return Files.readAllLines(file());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MeteringPolicyTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
