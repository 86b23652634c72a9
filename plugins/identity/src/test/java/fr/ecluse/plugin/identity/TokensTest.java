package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens of an issuer")
class TokensTest {

    @TempDir
    private Path folder;

    private final TestIssuer issuer = new TestIssuer().publish(TestKeys.FIRST, TestKeys.CURVE, TestKeys.SHORT);
    private final TestIssuer stranger = new TestIssuer().publish(TestKeys.OTHER);
    private final IdentityPolicyFactory factory = new IdentityPolicyFactory();
    private final List<Policy> policies = new ArrayList<>();
    private FakeContext context;
    private Policy policy;

    @BeforeEach
    void create() {
        context = new FakeContext("identity", folder);
        policy = policy(Issuers.options(issuer.url()));
    }

    @AfterEach
    void stop() throws Exception {
        for (Policy each : policies) {
            each.close();
        }
        issuer.close();
        stranger.close();
    }

    private Policy policy(IssuerOptions options) {
        return policy(new IdentityOptions(Map.of(), Map.of("sso", options), 100));
    }

    private Policy policy(IdentityOptions options) {
        Policy created = factory.create(options, context);
        policies.add(created);
        return created;
    }

    private TokenText token() {
        return new TokenText(issuer.url(), context.clock().instant());
    }

    static Stream<TokenCase> attacks() {
        return TokenCase.read("/attacks.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void areNotGoodIf(TokenCase attack) throws Exception {
        String token = attack.token(issuer, stranger, context.clock().instant());

        Refusal refusal = refusal(policy, token).orElseThrow();

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(refusal.message().orElseThrow().in(Locale.ENGLISH)).containsIgnoringCase(attack.hint());
        assertThat(stranger.received()).as("asked nobody but the issuer").isEmpty();
    }

    static Stream<TokenCase> accepted() {
        return TokenCase.read("/accepted.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void areGood(TokenCase good) throws Exception {
        String token = good.token(issuer, stranger, context.clock().instant());

        assertThat(subject(policy, token).id()).isEqualTo("f81d4fae");
        assertThat(subject(policy, token).id()).as("seen again").isEqualTo("f81d4fae");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ.",
                "eyJhbGciOiJSUzI1NiJ9.e30",
                "eyJhbGciOiJSUzI1NiJ9.e30.a.b.c",
                "eyJ!.e30.c2ln",
                "eyJhIjoxfQ.eyJpc3MiOiJ4In0.c2ln",
                "eyJhbGciOiJSUzI1NiIsImFsZyI6Im5vbmUifQ.eyJpc3MiOiJ4In0.c2ln"
            })
    void areNotWhatHasAnotherForm(String text) throws Exception {
        Refusal refusal = refusal(policy, text).orElseThrow();

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(refusal.message().orElseThrow().in(Locale.ENGLISH)).contains("JWS");
    }

    @ParameterizedTest(name = "{0} characters: {1}")
    @CsvSource({"8192, JWS", "8193, longer than 8192"})
    void areNotTooLong(int length, String hint) throws Exception {
        Refusal refusal = refusal(policy, "eyJ." + "a".repeat(length - 4)).orElseThrow();

        assertThat(refusal.message().orElseThrow().in(Locale.ENGLISH)).contains(hint);
    }

    @Test
    void areChangedInNoBit() throws Exception {
        String token = token().signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, token)).isEmpty();

        char middle = token.charAt(token.length() / 2);
        String changed = token.substring(0, token.length() / 2)
                + (middle == 'A' ? 'B' : 'A')
                + token.substring(token.length() / 2 + 1);
        assertThat(refusal(policy, changed)).isPresent();
        assertThat(refusal(policy, token.substring(0, token.length() - 10))).isPresent();
    }

    @Test
    void saysWhoCalls() throws Exception {
        String token = token().claim("clearance", "dr")
                .claim("direction", List.of("dtnum"))
                .claim("country", "FR")
                .claim("groups", List.of("/staff", "/lab"))
                .claim("realm_access", Map.of("roles", List.of("api-consumer")))
                .claim("tenant", "another")
                .claim("acr", "eidas2")
                .claim("amr", List.of("pwd", "otp"))
                .signedBy(TestKeys.FIRST);

        assertThat(subject(policy, token))
                .isEqualTo(new Subject(
                        Subject.Type.USER,
                        "f81d4fae",
                        "interior",
                        Sensitivity.DR,
                        Optional.of("dtnum"),
                        Optional.of("FR"),
                        Set.of("/staff", "/lab"),
                        Set.of("api-consumer"),
                        Optional.of("portal"),
                        Optional.of("eidas2"),
                        Set.of("pwd", "otp")));
    }

    @Test
    void saysThatAServiceAccountIsAWorkload() throws Exception {
        String token = token().claim("client_id", "agent-finance").signedBy(TestKeys.FIRST);

        assertThat(subject(policy, token).type()).isEqualTo(Subject.Type.WORKLOAD);
    }

    @ParameterizedTest(name = "clearance {0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, USUAL",
                "public, PUBLIC",
                "usual, USUAL",
                "dr, DR",
                "DR, PUBLIC",
                "secret, PUBLIC",
                "'', PUBLIC",
                "[dr;usual], PUBLIC",
                "[dr], DR",
                "3, PUBLIC"
            })
    void giveNoClearanceByMistake(@Nullable String claim, Sensitivity clearance) throws Exception {
        Object value = claim == null || !claim.startsWith("[")
                ? "3".equals(claim) ? Integer.valueOf(3) : claim
                : List.of(claim.substring(1, claim.length() - 1).split(";"));

        Subject subject = subject(policy, token().claim("clearance", value).signedBy(TestKeys.FIRST));

        assertThat(subject.clearance()).isEqualTo(clearance);
    }

    @Test
    void areReadAsTheConfigurationNamesTheirClaims() throws Exception {
        ClaimOptions claims = new ClaimOptions(
                "preferred_username", "c", "d", "https://example.org/country", "a.b.groups", "r", "client", "robot");
        Policy other = policy(Issuers.of(issuer.url(), claims));
        String token = token().claim("preferred_username", "alice")
                .claim("https://example.org/country", "IT")
                .claim("a", Map.of("b", Map.of("groups", "lab")))
                .claim("r", List.of("reader", 3, " "))
                .signedBy(TestKeys.FIRST);

        Subject subject = subject(other, token);

        assertThat(subject.id()).isEqualTo("alice");
        assertThat(subject.country()).contains("IT");
        assertThat(subject.groups()).containsExactly("lab");
        assertThat(subject.roles()).containsExactly("reader");
        assertThat(subject.app()).isEmpty();
    }

    @Test
    void giveNoCountryThatIsNone() throws Exception {
        assertThat(subject(policy, token().claim("country", "France").signedBy(TestKeys.FIRST))
                        .country())
                .isEmpty();
    }

    // Keys that change

    @Test
    void areGoodUnderANewKeyAtOnceAndNotUnderAWithdrawnOne() throws Exception {
        String first = token().signedBy(TestKeys.FIRST);
        String second = token().header("kid", "second").signedBy(TestKeys.SECOND);
        assertThat(refusal(policy, first)).isEmpty();

        issuer.publish(TestKeys.SECOND);
        context.clock().advance(Duration.ofSeconds(10));

        assertThat(refusal(policy, second)).isEmpty();
        assertThat(refusal(policy, first)).as("a token seen before").isPresent();
    }

    @Test
    void endWithTheirKeyAtTheNextRegularReading() throws Exception {
        policy.close();
        policy = policy(Issuers.of(issuer.url(), Issuers.keys(Duration.ofMillis(50), Duration.ofMillis(50))));
        String first = token().signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, first)).isEmpty();

        issuer.publish(TestKeys.SECOND);

        await().until(() -> {
            context.clock().advance(Duration.ofMillis(50));
            return refusal(policy, first).isPresent();
        });
    }

    @Test
    void haveTheAlgorithmThatTheirKeyIsFor() throws Exception {
        TestKeys.SECOND.setAlgorithm("PS256");
        try {
            issuer.publish(TestKeys.SECOND);
        } finally {
            TestKeys.SECOND.setAlgorithm(null);
        }
        context.clock().advance(Duration.ofSeconds(10));
        TokenText token = token().header("kid", "second");

        assertThat(code(token.header("alg", "RS256").signedBy(TestKeys.SECOND))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(refusal(policy, token.header("alg", "PS256").signedBy(TestKeys.SECOND)))
                .isEmpty();
    }

    @Test
    void anotherKeyUnderTheSameIdEndsThem() throws Exception {
        String token = token().signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, token)).isEmpty();
        TestKeys.OTHER.setKeyId("first");
        try {
            issuer.publish(TestKeys.OTHER);
        } finally {
            TestKeys.OTHER.setKeyId("other");
        }
        context.clock().advance(Duration.ofSeconds(10));
        assertThat(refusal(policy, token().header("kid", "x").signedBy(TestKeys.FIRST)))
                .isPresent();

        assertThat(refusal(policy, token)).isPresent();
    }

    @Test
    void ofUnknownKeysMakeNobodyAskTheIssuerMoreThanOnceInAnInterval() throws Exception {
        assertThat(refusal(policy, token().signedBy(TestKeys.FIRST))).isEmpty();
        assertThat(issuer.readings()).isEqualTo(1);
        context.clock().advance(Duration.ofSeconds(10));

        List<Callable<Optional<Refusal>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String token = token().header("kid", "unknown-" + i).signedBy(TestKeys.OTHER);
            calls.add(() -> refusal(policy, token));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Refusal>> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).map(Refusal::code).contains(ErrorCode.INVALID_TOKEN);
            }
        }
        assertThat(issuer.readings()).isEqualTo(2);

        context.clock().advance(Duration.ofMillis(9_999));
        assertThat(refusal(policy, token().header("kid", "late").signedBy(TestKeys.OTHER)))
                .isPresent();
        assertThat(issuer.readings()).isEqualTo(2);
        context.clock().advance(Duration.ofMillis(1));
        assertThat(refusal(policy, token().header("kid", "later").signedBy(TestKeys.OTHER)))
                .isPresent();
        assertThat(issuer.readings()).isEqualTo(3);
    }

    @Test
    void ofAllFlowsNeedOneReading() throws Exception {
        Policy other = policy(Issuers.options(issuer.url()));
        Policy third = policy(Issuers.of(issuer.url(), CertificateBinding.REQUIRED));
        String token = token().signedBy(TestKeys.FIRST);

        assertThat(refusal(policy, token)).isEmpty();
        policy.close();
        policy.close();
        assertThat(refusal(other, token)).isEmpty();
        assertThat(refusal(third, token)).isPresent();
        assertThat(issuer.readings()).isEqualTo(1);
    }

    @Test
    void needAnotherReadingWhenNobodyUsedTheKeysAnyLonger() throws Exception {
        String token = token().signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, token)).isEmpty();

        policy.close();
        policy = policy(Issuers.options(issuer.url()));

        assertThat(refusal(policy, token)).isEmpty();
        assertThat(issuer.readings()).isEqualTo(2);
    }

    @Test
    void areGoodOfAnIssuerWhoseUrlEndsWithASlash() throws Exception {
        String url = issuer.url() + "/";
        issuer.givesAsDiscovery("{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url, issuer.jwksUri()));
        Policy other = policy(Issuers.options(url));

        assertThat(refusal(other, token().claim("iss", url).signedBy(TestKeys.FIRST)))
                .isEmpty();
    }

    // An issuer that is not there

    @Test
    void needNotWaitForTheNextRegularReadingAfterOneThatFailed() throws Exception {
        issuer.answersWith(503);
        policy.close();
        policy = policy(Issuers.of(issuer.url(), Issuers.keys(Duration.ofHours(1), Duration.ofMillis(50))));
        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
        long before = issuer.readings();

        issuer.answersWith(200);

        await().until(() -> {
            context.clock().advance(Duration.ofMillis(50));
            return issuer.readings() > before;
        });
    }

    @Test
    void goOnWhileTheIssuerIsDownAndNewKeysDoNotCount() throws Exception {
        String seen = token().signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, seen)).isEmpty();
        issuer.close();
        context.clock().advance(Duration.ofSeconds(10));

        assertThat(refusal(policy, seen)).as("seen before").isEmpty();
        assertThat(refusal(policy, token().claim("sub", "b").signedBy(TestKeys.FIRST)))
                .as("new, under a known key")
                .isEmpty();
        assertThat(code(token().header("kid", "second").signedBy(TestKeys.SECOND)))
                .as("under an unknown key")
                .isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
        assertThat(code(token().signedBy(TestKeys.OTHER))).as("provably bad").isEqualTo(ErrorCode.INVALID_TOKEN);

        assertThat(readings("read")).isEqualTo(1);
        assertThat(readings("failed")).isEqualTo(1);

        context.clock().advance(Duration.ofSeconds(320));
        assertThat(code(seen)).as("ended").isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    private double readings(String outcome) {
        return context.meters()
                .get("ecluse_issuer_keys")
                .tag("issuer", issuer.url())
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void cannotBeToldIfTheIssuerDoesNotAnswerInTime() throws Exception {
        issuer.isSilent();
        policy.close();
        policy = policy(Issuers.of(
                issuer.url(),
                new IssuerKeyOptions(
                        Optional.empty(),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10),
                        Duration.ofHours(24),
                        Duration.ofMillis(50))));

        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void cannotBeToldByKeysWithoutAnEnd() throws Exception {
        issuer.givesAsKeys("{\"keys\":[]," + " ".repeat(1024 * 1024) + "\"x\":1}");
        policy.close();
        policy = policy(Issuers.options(issuer.url()));

        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void underKeysThatAreTooOldAreGoodOnlyIfSeenBefore() throws Exception {
        String seen = token().claim("exp", context.clock().instant().getEpochSecond() + 86_390)
                .signedBy(TestKeys.FIRST);
        assertThat(refusal(policy, seen)).isEmpty();
        issuer.close();
        context.clock().advance(Duration.ofHours(24));

        assertThat(refusal(policy, seen)).isEmpty();
        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void areGoodAsSoonAsTheIssuerIsThere() throws Exception {
        issuer.answersWith(503);
        policy.close();
        policy = policy(Issuers.options(issuer.url()));
        String token = token().signedBy(TestKeys.FIRST);
        assertThat(code(token)).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);

        issuer.answersWith(200);
        assertThat(code(token)).as("not asked again at once").isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
        context.clock().advance(Duration.ofSeconds(10));

        assertThat(refusal(policy, token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"{keys}\"}",
                "{\"issuer\":\"{issuer}\"}",
                "{\"issuer\":\"{issuer}\",\"jwks_uri\":\"http://keys.example/\"}",
                "{\"issuer\":\"{issuer}\",\"jwks_uri\":\"file:/etc/passwd\"}"
            })
    void cannotBeToldByADiscoveryDocumentThatCannotBeTrusted(String document) throws Exception {
        issuer.givesAsDiscovery(document.replace("{issuer}", issuer.url()).replace("{keys}", issuer.jwksUri()));
        policy.close();
        policy = policy(Issuers.options(issuer.url()));

        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html>"})
    void cannotBeToldByKeysThatAreNone(String keys) throws Exception {
        issuer.givesAsKeys(keys);
        policy.close();
        policy = policy(Issuers.options(issuer.url()));

        assertThat(code(token().signedBy(TestKeys.FIRST))).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void areVerifiedByTheKeysThatTheConfigurationPointsTo() throws Exception {
        issuer.givesAsDiscovery("none");
        policy.close();
        policy = policy(Issuers.of(issuer.url(), Issuers.keysAt(issuer.jwksUri())));

        assertThat(refusal(policy, token().signedBy(TestKeys.FIRST))).isEmpty();
    }

    // Several issuers

    @Test
    void haveTheTenantOfTheirIssuer() throws Exception {
        TestIssuer citizens = new TestIssuer().publish(TestKeys.OTHER);
        try (citizens) {
            Policy both = policy(new IdentityOptions(
                    Map.of(),
                    Map.of(
                            "sso", Issuers.options(issuer.url()),
                            "citizens", Issuers.of(citizens.url(), "public")),
                    100));
            String agent = token().signedBy(TestKeys.FIRST);
            TokenText citizen = new TokenText(citizens.url(), context.clock().instant());

            assertThat(subject(both, agent).tenant()).isEqualTo("interior");
            assertThat(subject(both, citizen.header("kid", "other").signedBy(TestKeys.OTHER))
                            .tenant())
                    .isEqualTo("public");
            assertThat(refusal(both, citizen.header("kid", "first").signedBy(TestKeys.FIRST)))
                    .as("one issuer's key under another's name")
                    .isPresent();
        }
    }

    // Certificates

    @Test
    void boundToACertificateAreGoodWithItAlone() throws Exception {
        String bound = token().claim("cnf", Map.of("x5t#S256", thumbprint(certificate("agent"))))
                .signedBy(TestKeys.FIRST);

        assertThat(refusal(policy, bound, certificate("agent"))).isEmpty();
        assertThat(refusal(policy, bound, certificate("stranger"))).isPresent();
        assertThat(refusal(policy, bound)).isPresent();
        assertThat(refusal(policy, token().signedBy(TestKeys.FIRST), certificate("stranger")))
                .as("not bound")
                .isEmpty();
    }

    @Test
    void areAllBoundIfTheyHaveToBe() throws Exception {
        Policy strict = policy(Issuers.of(issuer.url(), CertificateBinding.REQUIRED));
        String bound = token().claim("cnf", Map.of("x5t#S256", thumbprint(certificate("agent"))))
                .signedBy(TestKeys.FIRST);

        assertThat(refusal(strict, bound, certificate("agent"))).isEmpty();
        assertThat(refusal(strict, token().signedBy(TestKeys.FIRST), certificate("agent")))
                .isPresent();
    }

    private static X509Certificate certificate(String name) throws Exception {
        try (InputStream in = TokensTest.class.getResourceAsStream("/certificates/" + name + ".pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String thumbprint(X509Certificate certificate) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private ErrorCode code(String token) throws Exception {
        return refusal(policy, token).orElseThrow().code();
    }

    private static Subject subject(Policy policy, String token) throws Exception {
        FakeExchange exchange = FakeExchange.chat()
                .anonymous()
                .header("Authorization", "Bearer " + token)
                .build();
        assertThat(policy.onRequest(exchange)).isEqualTo(Decision.proceed());
        return exchange.subject().orElseThrow();
    }

    private static Optional<Refusal> refusal(Policy policy, String token) throws Exception {
        return refusal(policy, token, null);
    }

    private static Optional<Refusal> refusal(Policy policy, String token, @Nullable X509Certificate shown)
            throws Exception {
        FakeExchange.Builder builder = FakeExchange.chat().anonymous().header("Authorization", "Bearer " + token);
        if (shown != null) {
            builder.clientCertificate(shown);
        }
        FakeExchange exchange = builder.build();
        try {
            return switch (policy.onRequest(exchange)) {
                case Decision.Proceed _ -> Optional.empty();
                case Decision.Respond(Answer.Refused(Refusal refusal)) -> {
                    assertThat(exchange.subject()).isEmpty();
                    yield Optional.of(refusal);
                }
                case Decision other -> throw new AssertionError("neither: " + other);
            };
        } catch (RefusalException e) {
            return Optional.of(e.refusal());
        }
    }
}
