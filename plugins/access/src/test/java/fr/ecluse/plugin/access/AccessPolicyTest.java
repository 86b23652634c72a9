package fr.ecluse.plugin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyHarness;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The policy access")
class AccessPolicyTest {

    private static final ModelCard MODEL =
            new ModelCard("chat", Optional.of("chat"), Set.of("cloud"), Sensitivity.PUBLIC, Sensitivity.DR);

    private final AccessPolicyFactory factory = new AccessPolicyFactory();

    @TempDir
    private Path folder;

    private CannedOpa opa;

    @BeforeEach
    void startServer() throws Exception {
        opa = CannedOpa.start();
    }

    @AfterEach
    void stopServer() {
        opa.close();
    }

    @Test
    void letsPassWhatTheRulesAllow() throws Exception {
        FakeExchange exchange = chat();

        PolicyHarness.Result result = run(exchange);

        assertThat(result.refusal()).isEmpty();
        assertThat(exchange.answerHeaders().get("X-Ecluse-Decision-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void refusesWithTheReasonsOfTheRules() throws Exception {
        opa.deciding(CannedOpa.DENY);

        PolicyHarness.Result result = run(chat());

        assertThat(result.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            assertThat(refusal.reasons()).containsExactly(new Reason("not_here", "Not here."));
        });
    }

    @Test
    void saysSoWhereTheClearanceIsTheReason() throws Exception {
        opa.deciding(CannedOpa.DENY.replace("not_here", "clearance_below_level"));

        assertThat(run(chat()).refusal().orElseThrow().code()).isEqualTo(ErrorCode.CLEARANCE_BELOW_LEVEL);
    }

    @Test
    void putsTheExchangeUnderTheObligations() throws Exception {
        opa.deciding(allow("\"zones\":[\"cloud\"],\"models\":[\"chat\"],\"max_tokens\":10,"
                + "\"response_headers\":{\"X-Notice\":\"recorded\"}"));
        FakeExchange exchange = chat();

        assertThat(run(exchange).refusal()).isEmpty();

        assertThat(exchange.obligations().admitsZone("cloud")).isTrue();
        assertThat(exchange.obligations().admitsZone("external")).isFalse();
        assertThat(exchange.obligations().admitsModel("other")).isFalse();
        assertThat(exchange.obligations().maxTokens()).hasValue(10);
        assertThat(exchange.answerHeaders()).containsEntry("X-Notice", "recorded");
    }

    @Test
    void narrowsTheObligationsWithEachPhase() throws Exception {
        FakeExchange exchange = chat();
        try (Policy request = policy("access@request", options());
                Policy content = policy("access@content", options())) {
            opa.deciding(allow("\"zones\":[\"cloud\",\"external\"]"));
            PolicyHarness.of("access@request", request).run(exchange, PolicyHarness.json("{}"));
            opa.deciding(allow("\"zones\":[\"external\",\"lab\"]"));
            PolicyHarness.of("access@content", content).run(exchange, PolicyHarness.json("{}"));
        }
        assertThat(exchange.obligations().zones()).contains(Set.of("external"));
        assertThat(exchange.answerHeaders().get("X-Ecluse-Decision-Id")).matches("[0-9a-f-]{36}, [0-9a-f-]{36}");
    }

    @Test
    void deniesWhatIsAllowedUnderAConditionThatNothingHereMeets() throws Exception {
        for (String obligation : List.of("\"dlp\":{}", "\"quota_class\":\"low\"", "\"from_the_future\":true")) {
            opa.deciding(allow(obligation));
            FakeExchange exchange = chat();

            assertThat(run(exchange).refusal()).hasValueSatisfying(refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                assertThat(refusal.reasons()).extracting(Reason::code).containsExactly("obligation_not_met");
            });
            assertThat(log().getLast())
                    .as("the record says why what was allowed did not pass")
                    .contains(
                            "\"allow\":true",
                            "\"obligations_not_met\":[" + obligation.split(":")[0] + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, access rules", "fr, règles d’accès", "de, Zugriffsregeln", "it, regole di accesso"})
    void saysInTheLanguageOfTheCallerThatAConditionIsNotMet(String language, String words) throws Exception {
        opa.deciding(allow("\"dlp\":{}"));

        PolicyHarness.Result result = run(
                FakeExchange.chat().model(MODEL).languages(Locale.of(language)).build());

        assertThat(result.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.reasons())
                        .singleElement()
                        .satisfies(reason -> assertThat(reason.message()).contains(words)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "no-answers.csv", delimiter = '|', numLinesToSkip = 1)
    void letsNothingPassWithoutADecision(String what, int status, String answer) throws Exception {
        opa.answering(status, answer == null ? "" : answer);

        assertThat(run(chat()).refusal().map(refusal -> refusal.code()))
                .as(what)
                .contains(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void letsNothingPassWhenTheServerIsTooSlow() throws Exception {
        opa.slow(2_000);
        long begin = System.nanoTime();

        assertThat(run(chat()).refusal().map(refusal -> refusal.code())).contains(ErrorCode.POLICY_UNAVAILABLE);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void letsNothingPassWhenTheServerIsGoneAndGoesOnWhenItIsBack() throws Exception {
        try (Policy policy = policy("access@request", uncached())) {
            PolicyHarness flow = PolicyHarness.of("access@request", policy);
            opa.answering(500, "");
            for (int i = 0; i < 10; i++) {
                assertThat(flow.run(chat(), PolicyHarness.json("{}")).refusal()).isPresent();
            }
            opa.answering(200, "").deciding(CannedOpa.ALLOW);
            await("open again")
                    .until(() ->
                            flow.run(chat(), PolicyHarness.json("{}")).refusal().isEmpty());
        }
    }

    @Test
    void asksOnceForEqualQuestions() throws Exception {
        try (Policy policy = policy("access@request", options())) {
            PolicyHarness flow = PolicyHarness.of("access@request", policy);
            flow.run(chat(), PolicyHarness.json("{}"));
            flow.run(chat(), PolicyHarness.json("{}"));
        }
        assertThat(opa.questions()).hasSize(1);
        List<String> log = log();
        assertThat(log).hasSize(2);
        String first = decisionId(log.get(0));
        assertThat(log.get(1)).contains("\"decided_by\":\"" + first + "\"");
        assertThat(decisionId(log.get(1))).isNotEqualTo(first);
    }

    @Test
    void asksAgainWhenOtherRulesAreInForce() throws Exception {
        try (Policy policy = policy("access@request", options())) {
            PolicyHarness flow = PolicyHarness.of("access@request", policy);
            assertThat(flow.run(chat(), PolicyHarness.json("{}")).refusal()).isEmpty();
            opa.revision("r2").deciding(CannedOpa.DENY);
            await("the old decision serves no longer")
                    .until(() ->
                            flow.run(chat(), PolicyHarness.json("{}")).refusal().isPresent());
        }
        assertThat(log().getLast()).contains("\"revision\":\"r2\"");
    }

    @Test
    void recordsWhoOnlyAsAPseudonym() throws Exception {
        run(chat());

        assertThat(log())
                .singleElement()
                .asString()
                .doesNotContain("\"id\":\"agent\"")
                .contains("\"allow\":true");
    }

    @Test
    void recordsAllInFullOnceADecisionDemandsIt() throws Exception {
        Path bundle = folder.resolve("bundle.tar.gz");
        try (InputStream delivered = getClass().getResourceAsStream("/META-INF/ecluse/rules/bundle.tar.gz")) {
            Files.write(bundle, Objects.requireNonNull(delivered).readAllBytes());
        }
        AccessOptions options = Options.server(opa.url(), true, bundle);
        opa.revision(Engines.trial(bundle).revision());
        FakeExchange exchange = chat();
        try (Policy request = policy("access@request", options);
                Policy content = policy("access@content", options)) {
            PolicyHarness.of("access@request", request).run(FakeExchange.chat().build(), PolicyHarness.json("{}"));
            opa.deciding(allow("\"audit_level\":\"full\""));
            PolicyHarness.of("access@request", request).run(exchange, PolicyHarness.json("{}"));
            opa.deciding(CannedOpa.DENY);
            PolicyHarness.of("access@content", content).run(exchange, PolicyHarness.json("{}"));
        }
        assertThat(log()).extracting(line -> line.contains("\"client_ip\":")).containsExactly(false, true, true);
    }

    @Test
    void tagsWhatIsPersonalInTheRecord() throws Exception {
        run(chat());

        assertThat(log())
                .singleElement()
                .asString()
                .contains("\"personal\":[\"/input/subject/id\",\"/input/context/client_ip\","
                        + "\"/input/context/break_glass/reason\"]");
    }

    @Test
    void recordsNothingThatTheRulesMask() throws Exception {
        opa.masking("[\"/input/subject/clearance\",{\"op\":\"upsert\",\"path\":\"/result/ttl_seconds\",\"value\":0}]");

        assertThat(run(chat()).refusal()).isEmpty();

        assertThat(log())
                .singleElement()
                .asString()
                .contains("\"erased\":[\"/input/subject/clearance\"]", "\"ttl_seconds\":0")
                .doesNotContain("\"clearance\":");
    }

    @Test
    void recordsNeitherQuestionNorAnswerWhereNobodyKnowsWhatToMask() throws Exception {
        opa.masking("{\"mask\":\"everything\"}");

        assertThat(run(chat()).refusal()).as("the decision stands").isEmpty();

        assertThat(log())
                .singleElement()
                .asString()
                .contains("\"mask_error\":\"malformed\"", "\"erased\":[\"/input\",\"/result\"]")
                .doesNotContain("\"input\":", "\"result\":");
    }

    @Test
    void recordsADecisionOnOneLineHoweverTheServerWritesIt() throws Exception {
        opa.deciding(CannedOpa.ALLOW.replace("{", "{\r\n").replace(",", ",\n"));

        assertThat(run(chat()).refusal()).isEmpty();

        assertThat(log()).singleElement().asString().contains("\"allow\":true");
    }

    @Test
    void keepsNothingThatAServerDecidedWhoseRulesHaveNoName() throws Exception {
        opa.answering(
                200,
                "{\"provenance\":{\"bundles\":{\"a\":{\"revision\":\"r1\"},\"b\":{}}},\"result\":" + CannedOpa.ALLOW
                        + "}");
        try (Policy policy = policy("access@request", options())) {
            PolicyHarness flow = PolicyHarness.of("access@request", policy);
            for (int i = 0; i < 3; i++) {
                assertThat(flow.run(chat(), PolicyHarness.json("{}")).refusal()).isEmpty();
            }
        }
        assertThat(log()).hasSize(3).noneMatch(line -> line.contains("decided_by"));
    }

    @Test
    void recordsThatThereWasNoDecision() throws Exception {
        opa.answering(500, "");

        run(chat());

        assertThat(log()).singleElement().asString().contains("\"error\":{\"code\":\"unavailable\"", "\"decision_id\"");
    }

    @Test
    void countsWhatCameOfIt() throws Exception {
        FakeContext context = new FakeContext("access@request", folder);
        try (Policy policy = factory.create(uncached(), context)) {
            PolicyHarness flow = PolicyHarness.of("access@request", policy);
            flow.run(chat(), PolicyHarness.json("{}"));
            opa.deciding(CannedOpa.DENY);
            flow.run(chat(), PolicyHarness.json("{}"));
            opa.deciding(allow("\"dlp\":{}"));
            flow.run(chat(), PolicyHarness.json("{}"));
            opa.deciding("[]");
            flow.run(chat(), PolicyHarness.json("{}"));
        }
        for (String result : List.of("allow", "deny", "obligation_not_met", "none_malformed")) {
            assertThat(context.meters()
                            .get("ecluse_access_decisions")
                            .tag("phase", "request")
                            .tag("result", result)
                            .counter()
                            .count())
                    .as(result)
                    .isEqualTo(1);
        }
    }

    @Test
    void letsACallerLeaveWhoWaitsForAServer() throws Exception {
        FakeExchange exchange = chat();

        run(exchange);

        assertThat(opa.questions()).hasSize(1);
        assertThat(exchange.shieldedCalls()).isZero();
    }

    @Test
    void finishesAnEvaluationOfItsOwnWhenTheCallerLeaves() throws Exception {
        FakeExchange exchange = chat();
        try (Policy policy = policy("access@request", Options.embedded())) {
            PolicyHarness.of("access@request", policy).run(exchange, PolicyHarness.json("{}"));
        }
        assertThat(exchange.shieldedCalls()).isEqualTo(1);
    }

    private PolicyHarness.Result run(FakeExchange exchange) throws Exception {
        try (Policy policy = policy("access@request", options())) {
            return PolicyHarness.of("access@request", policy).run(exchange, PolicyHarness.json("{}"));
        }
    }

    private Policy policy(String step, AccessOptions options) {
        return factory.create(options, new FakeContext(step, folder));
    }

    private AccessOptions options() {
        return Options.server(opa.url(), true);
    }

    private AccessOptions uncached() {
        return Options.server(opa.url(), false);
    }

    private static FakeExchange chat() {
        return FakeExchange.chat().model(MODEL).build();
    }

    private static String allow(String obligations) {
        return CannedOpa.ALLOW.replace("\"obligations\":{}", "\"obligations\":{" + obligations + "}");
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(folder.resolve("decisions/decisions.jsonl"));
    }

    private static String decisionId(String line) {
        String name = "\"decision_id\":\"";
        int start = line.indexOf(name) + name.length();
        return line.substring(start, start + 36);
    }
}
