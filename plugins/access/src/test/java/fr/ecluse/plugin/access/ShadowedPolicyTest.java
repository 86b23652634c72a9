package fr.ecluse.plugin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyHarness;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivered rules are the candidate: they allow what the group {@code agents} of the tenant {@code demo} asks. */
@DisplayName("Candidate rules beside the live ones")
class ShadowedPolicyTest {

    private static final String LIVE_REVISION = "\"revision\":\"r1\"";

    private final AccessPolicyFactory factory = new AccessPolicyFactory();

    @TempDir
    private Path folder;

    private FakeContext context;
    private CannedOpa opa;

    @BeforeEach
    void start() throws Exception {
        opa = CannedOpa.start();
        context = new FakeContext("access@request", folder);
        try (InputStream bundle = getClass().getResourceAsStream("/META-INF/ecluse/rules/bundle.tar.gz")) {
            Files.write(
                    folder.resolve("candidate.tar.gz"),
                    Objects.requireNonNull(bundle).readAllBytes());
        }
    }

    @AfterEach
    void stop() {
        opa.close();
    }

    @Test
    void areCountedAndRecordedWhereTheyWouldDeny() throws Exception {
        try (Policy policy = policy(1)) {
            assertThat(isRefused(policy, FakeExchange.chat().build()))
                    .as("they are not enforced")
                    .isFalse();
            awaitCount("would_deny", 1);
        }
        assertThat(record())
                .singleElement()
                .asString()
                .contains("\"difference\":\"would_deny\"", LIVE_REVISION, "api_not_granted", "\"decision_id\":\"")
                .doesNotContain("\"agent\"");
    }

    @Test
    void areCountedAndRecordedWhereTheyWouldAllow() throws Exception {
        opa.deciding(CannedOpa.DENY);
        try (Policy policy = policy(1)) {
            assertThat(isRefused(policy, granted())).as("they are not enforced").isTrue();
            awaitCount("would_allow", 1);
        }
        assertThat(record()).singleElement().asString().contains("\"difference\":\"would_allow\"");
    }

    @Test
    void areCountedAndRecordedWhereTheyDemandSomethingElse() throws Exception {
        try (Policy policy = policy(1)) {
            FakeExchange exchange = granted();
            assertThat(isRefused(policy, exchange)).isFalse();
            awaitCount("obligations_differ", 1);
            assertThat(exchange.obligations().zones())
                    .as("they are not enforced")
                    .isEmpty();
        }
    }

    @Test
    void areOnlyCountedWhereTheySayTheSame() throws Exception {
        opa.deciding(CannedOpa.DENY);
        try (Policy policy = policy(1)) {
            isRefused(policy, FakeExchange.chat().build());
            awaitCount("same", 1);
        }
        assertThat(folder.resolve("decisions/shadow.jsonl")).doesNotExist();
    }

    @Test
    void areAskedAboutTheirShareOnly() throws Exception {
        try (Policy policy = policy(0)) {
            isRefused(policy, FakeExchange.chat().build());
        }
        for (String result : List.of("same", "would_deny", "would_allow", "obligations_differ", "error", "skipped")) {
            assertThat(count(result)).as(result).isZero();
        }
    }

    private Policy policy(double sample) {
        AccessOptions live = Options.server(opa.url(), false);
        return factory.create(
                new AccessOptions(
                        live.engine(),
                        live.bundle(),
                        live.server(),
                        live.cache(),
                        live.log(),
                        new ShadowOptions(
                                Options.bundle(Optional.of(folder.resolve("candidate.tar.gz"))),
                                sample,
                                Path.of("decisions/shadow.jsonl"),
                                ByteSize.parse("1MB")),
                        live.timeZone()),
                context);
    }

    private static boolean isRefused(Policy policy, FakeExchange exchange) throws Exception {
        return PolicyHarness.of("access@request", policy)
                .run(exchange, PolicyHarness.json("{}"))
                .refusal()
                .isPresent();
    }

    private static FakeExchange granted() {
        return FakeExchange.chat()
                .subject(new Subject(
                        Subject.Type.WORKLOAD,
                        "agent",
                        "demo",
                        Sensitivity.USUAL,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of("agents"),
                        Set.of(),
                        Optional.empty()))
                .build();
    }

    private void awaitCount(String result, int count) {
        await().until(() -> count(result) == count);
    }

    private double count(String result) {
        return context.meters()
                .get("ecluse_access_shadow")
                .tag("result", result)
                .counter()
                .count();
    }

    private List<String> record() throws Exception {
        Path file = folder.resolve("decisions/shadow.jsonl");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        return Files.readAllLines(file);
    }
}
