package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class IdentityPolicyTest {

    private static final Pattern KEY = Pattern.compile("@([a-z]+)(\\.secret|\\.cut)?");

    @TempDir
    private Path folder;

    private FakeContext context;
    private Policy policy;

    @BeforeEach
    void create() {
        context = new FakeContext("identity", folder);
        policy = new IdentityPolicyFactory().create(Keys.all(), context);
    }

    @TestFactory
    Stream<DynamicTest> requestsOfTheDataFile() throws IOException {
        try (InputStream in = IdentityPolicyTest.class.getResourceAsStream("requests.tsv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(fields -> DynamicTest.dynamicTest(fields[0], () -> check(fields[1], fields[2], fields[3])));
        }
    }

    private void check(String headers, String query, String expected) throws Exception {
        FakeExchange.Builder builder = FakeExchange.to(FakeOperation.chat()).body("{}");
        if (!headers.equals("-")) {
            for (String header : headers.split("\\|")) {
                String[] parts = header.split(":", 2);
                builder.header(parts[0], withKeys(parts[1].startsWith(" ") ? parts[1].substring(1) : parts[1]));
            }
        }
        if (!query.equals("-")) {
            builder.query(withKeys(query));
        }
        FakeExchange exchange = builder.build();

        Optional<Refusal> refusal = decide(exchange);

        assertThat(exchange.bodyWasRead()).isFalse();
        if (refusal.isEmpty()) {
            assertThat(exchange.subject().orElseThrow().id()).isEqualTo(expected);
        } else {
            assertThat(exchange.subject()).isEmpty();
            assertThat(problem(refusal.get())).isEqualTo(expected);
        }
    }

    private static String withKeys(String text) {
        return KEY.matcher(text).replaceAll(match -> {
            String id = match.group(1);
            String part = match.group(2) == null ? "" : match.group(2);
            String key = Keys.key(id);
            return Matcher.quoteReplacement(
                    switch (part) {
                        case ".secret" -> Keys.secret(id);
                        case ".cut" -> key.substring(0, key.length() - 1);
                        default -> key;
                    });
        });
    }

    private static String problem(Refusal refusal) {
        if (refusal.code() != ErrorCode.INVALID_API_KEY) {
            return refusal.code().code();
        }
        String said = refusal.message().orElseThrow().in(Locale.ENGLISH);
        for (Problem problem : Problem.values()) {
            if (problem.refusal().message().orElseThrow().in(Locale.ENGLISH).equals(said)) {
                return problem.name().toLowerCase(Locale.ROOT);
            }
        }
        throw new AssertionError("an unknown text: " + said);
    }

    private Optional<Refusal> decide(FakeExchange exchange) throws Exception {
        try {
            Decision decision = policy.onRequest(exchange);
            return decision instanceof Decision.Respond(Answer.Refused(Refusal refusal))
                    ? Optional.of(refusal)
                    : Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(e.refusal());
        }
    }

    @Test
    void aSubjectHasTheAttributesOfItsKey() throws Exception {
        FakeExchange exchange = withKey("agent");

        assertThat(decide(exchange)).isEmpty();

        Subject subject = exchange.subject().orElseThrow();
        assertThat(subject)
                .isEqualTo(new Subject(
                        Subject.Type.WORKLOAD,
                        "agent",
                        "interior",
                        Sensitivity.USUAL,
                        Optional.of("dtnum"),
                        Optional.of("FR"),
                        Set.of("staff"),
                        Set.of("caller"),
                        Optional.of("portal")));
    }

    @Test
    void aKeyEndsWhileTheGatewayRuns() throws Exception {
        assertThat(decide(withKey("fresh"))).isEmpty();

        context.clock().advance(Duration.ofSeconds(1));

        assertThat(decide(withKey("fresh")).map(IdentityPolicyTest::problem)).contains("expired_key");
    }

    @Test
    void withoutKeysNobodyComesIn() throws Exception {
        policy = new IdentityPolicyFactory().create(new IdentityOptions(Map.of()), context);

        assertThat(decide(withKey("agent")).map(IdentityPolicyTest::problem)).contains("unknown_key");
    }

    @Test
    void aCallerWhoIsKnownAlreadyIsNotOverruled() {
        FakeExchange exchange = FakeExchange.chat()
                .subject(Subjects.agent())
                .header("x-api-key", Keys.key("dr"))
                .build();

        assertThatThrownBy(() -> policy.onRequest(exchange)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void authenticatorsAreAskedInOrderUntilOneKnows() throws Exception {
        Subject somebody = Subjects.agent();
        Authenticator none = _ -> new Authenticator.Answer.NotMine();
        Authenticator knows = _ -> new Authenticator.Answer.Known(somebody);
        Authenticator rejects = _ -> new Authenticator.Answer.Rejected(Problem.EXPIRED_KEY);

        policy = new IdentityPolicy(List.of(none, knows, rejects));
        FakeExchange known = withKey("agent");
        assertThat(decide(known)).isEmpty();
        assertThat(known.subject()).contains(somebody);

        policy = new IdentityPolicy(List.of(none, rejects, knows));
        assertThat(decide(withKey("agent")).map(IdentityPolicyTest::problem)).contains("expired_key");
    }

    @Test
    void aCredentialDoesNotShow() {
        assertThat(new Credential("s3cret")).hasToString("Credential[***]");
    }

    private static FakeExchange withKey(String id) {
        return FakeExchange.to(FakeOperation.chat())
                .header("Authorization", "Bearer " + Keys.key(id))
                .build();
    }
}
