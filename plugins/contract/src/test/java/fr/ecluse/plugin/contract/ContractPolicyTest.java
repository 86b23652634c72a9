package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractPolicyTest {

    private static final Map<String, FakeOperation> OPERATIONS = operations(resource("things.json"));

    private final Policy policy = policy(OPERATIONS);

    private static Map<String, FakeOperation> operations(String contract) {
        return Map.of(
                "createThing", FakeOperation.of("createThing", "POST", "/things", contract),
                "listThings", FakeOperation.of("listThings", "GET", "/things", contract),
                "putThing", FakeOperation.of("putThing", "PUT", "/things/{id}", contract),
                "createFile", FakeOperation.of("createFile", "POST", "/files", contract));
    }

    private static Policy policy(Map<String, FakeOperation> operations) {
        Policy policy = new ContractPolicy();
        operations.values().forEach(policy::prepare);
        return policy;
    }

    @TestFactory
    Stream<DynamicTest> bodiesOfTheDataFile() {
        return cases("bodies.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    FakeExchange.Builder request = to(fields.get(1));
                    if (!fields.get(2).equals("-")) {
                        request.header("Content-Type", fields.get(2));
                    }
                    if (!fields.get(3).equals("-")) {
                        request.body(body(fields.get(3)));
                    }
                    if (fields.get(1).equals("putThing")) {
                        request.pathParameter("id", "abc");
                    }
                    if (fields.get(1).equals("listThings")) {
                        request.query("exact=true");
                    }
                    check(request.build(), fields.get(4));
                }));
    }

    private static String body(String field) {
        return field.equals("DEEP") ? "[".repeat(200) + "]".repeat(200) : field.replace("\\\\", "\\");
    }

    @TestFactory
    Stream<DynamicTest> parametersOfTheDataFile() {
        return cases("parameters.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    FakeExchange.Builder request = to(fields.get(1));
                    if (!fields.get(2).equals("-")) {
                        request.pathParameter("id", fields.get(2));
                    }
                    if (!fields.get(3).equals("-")) {
                        request.query(fields.get(3));
                    }
                    if (!fields.get(4).equals("-")) {
                        for (String header : fields.get(4).split("\\|")) {
                            request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
                        }
                    }
                    check(request.build(), fields.get(5));
                }));
    }

    private void check(FakeExchange exchange, String expected) throws Exception {
        Optional<Refusal> refusal = decide(policy, exchange);
        assertThat(refusal.map(ContractPolicyTest::summary).orElse("ok")).isEqualTo(expected);
        refusal.ifPresent(ContractPolicyTest::requireGoodText);
        assertThat(exchange.revision()).isZero();
    }

    private static String summary(Refusal refusal) {
        String rules = refusal.reasons().stream().map(Reason::code).collect(Collectors.joining(","));
        return (refusal.code().code() + " " + refusal.param().orElse("-") + " " + rules).strip();
    }

    /** Every text is there in every language, has its places filled, and tells nothing that the caller sent. */
    private static void requireGoodText(Refusal refusal) {
        if (refusal.message().isEmpty()) {
            return;
        }
        for (String language : Languages.SPOKEN) {
            String text = refusal.message().get().in(Locale.of(language));
            assertThat(text).isNotBlank().doesNotContain("{", "CANARY", "-1");
        }
        assertThat(refusal.reasons()).noneMatch(reason -> reason.message().contains("CANARY"));
        assertThat(refusal.param().orElse("")).doesNotContain("CANARY");
    }

    static Optional<Refusal> decide(Policy policy, FakeExchange exchange) throws Exception {
        try {
            policy.onRequest(exchange);
            return Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(e.refusal());
        }
    }

    private static FakeExchange.Builder to(String operation) {
        return FakeExchange.to(OPERATIONS.get(operation)).subject(Subjects.agent());
    }

    @Test
    void aRefusalSaysWhatIsWrongInTheLanguageOfTheCaller() throws Exception {
        FakeExchange exchange = to("createThing")
                .languages(Locale.forLanguageTag("fr-CH"))
                .header("Content-Type", "application/json")
                .body("{\"name\":\"ab\",\"kind\":\"huge\",\"count\":0}")
                .build();

        Refusal refusal = decide(policy, exchange).orElseThrow();

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATION);
        assertThat(refusal.param()).contains("kind");
        assertThat(refusal.message().orElseThrow().in(Locale.FRENCH))
                .isEqualTo("La requête ne respecte pas le contrat : kind: doit être l’une des valeurs big, small.");
        assertThat(refusal.message().orElseThrow().in(Locale.ENGLISH))
                .isEqualTo("The request does not match the contract: kind: must be one of big, small.");
        assertThat(refusal.reasons())
                .containsExactly(
                        new Reason("enum", "kind: doit être l’une des valeurs big, small"),
                        new Reason("minimum", "count: ne doit pas être inférieur à 1"));
    }

    @Test
    void theMediaTypesThatAreTakenAreNamed() throws Exception {
        FakeExchange exchange =
                to("createThing").header("Content-Type", "text/csv").body("a").build();

        assertThat(decide(policy, exchange)
                        .orElseThrow()
                        .message()
                        .orElseThrow()
                        .in(Locale.GERMAN))
                .isEqualTo("Diese Operation nimmt application/json an.");
    }

    @Test
    void theOffsetOfAMistakeIsNamed() throws Exception {
        FakeExchange exchange = to("createThing")
                .header("Content-Type", "application/json")
                .body("{\"a\":1,\"a\":2}")
                .build();

        assertThat(decide(policy, exchange)
                        .orElseThrow()
                        .message()
                        .orElseThrow()
                        .in(Locale.ENGLISH))
                .isEqualTo("The body has the same name twice in one object, at byte 7.");
    }

    @Test
    void aWrongHeadIsRefusedBeforeTheBodyIsRead() throws Exception {
        FakeExchange wrongType =
                to("createThing").header("Content-Type", "text/csv").body("a").build();
        FakeExchange wrongParameter = to("putThing")
                .header("Content-Type", "application/json")
                .body("{}")
                .build();

        assertThat(decide(policy, wrongType)).isPresent();
        assertThat(decide(policy, wrongParameter)).isPresent();
        assertThat(wrongType.bodyWasRead()).isFalse();
        assertThat(wrongParameter.bodyWasRead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "br, true", "identity, false", "Identity, false", "'identity, gzip', true", "'', true"})
    void aBodyIsNotUnpacked(String coding, boolean refused) throws Exception {
        FakeExchange exchange = to("createThing")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", coding)
                .body("{\"name\":\"ab\"}")
                .build();

        assertThat(decide(policy, exchange).map(Refusal::code))
                .isEqualTo(refused ? Optional.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE) : Optional.empty());
    }

    @Test
    void twoMediaTypesAreNone() throws Exception {
        FakeExchange exchange = to("createThing")
                .header("Content-Type", "application/json")
                .header("Content-Type", "application/json")
                .body("{\"name\":\"ab\"}")
                .build();

        assertThat(decide(policy, exchange).map(Refusal::code)).contains(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":null}                        | ok
                    {"name":"x","when":"no","id":"no"}   | ok
                    {"name":"x","count":1}               | ok
                    {"name":5}                           | contract_violation name type
                    {}                                   | contract_violation name required
                    {"name":"x","count":0}               | contract_violation count minimum
                    """)
    void theDialectOfOpenApi30IsKnown(String body, String expected) throws Exception {
        FakeOperation operation = FakeOperation.of("createThing", "POST", "/things", resource("things-3.0.json"));
        Policy policy = policy(Map.of("createThing", operation));
        FakeExchange exchange = FakeExchange.to(operation)
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body(body.strip())
                .build();

        assertThat(decide(policy, exchange).map(ContractPolicyTest::summary).orElse("ok"))
                .isEqualTo(expected.strip());
    }

    @Test
    void aBodyThatBreaksTheContractEndlesslyIsRefusedAllTheSame() throws Exception {
        String items = "{},".repeat(300_000) + "{}";
        FakeExchange exchange = to("createThing")
                .header("Content-Type", "application/json")
                .body("{\"name\":\"ab\",\"children\":[" + items + "]}")
                .build();

        Refusal refusal = decide(policy, exchange).orElseThrow();

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATION);
        assertThat(refusal.reasons()).hasSize(10);
    }

    @Test
    void aBodyThatTakesTooLongToCheckIsTooLarge() throws Exception {
        String items = "{\"name\":\"abc\"},".repeat(1_500_000) + "{\"name\":\"abc\"}";
        FakeExchange exchange = to("createThing")
                .header("Content-Type", "application/json")
                .body("{\"name\":\"ab\",\"children\":[" + items + "]}")
                .build();

        assertThat(decide(policy, exchange).map(Refusal::code)).contains(ErrorCode.REQUEST_TOO_LARGE);
    }

    @Test
    void anOperationThatWasNotPreparedIsNotServed() {
        assertThatThrownBy(() -> policy.onRequest(FakeExchange.chat().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test/createChatCompletion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no schema
                "\"schema\": {\"$ref\": \"#/components/schemas/Absent\"}",
                "\"schema\": {\"$ref\": \"https://example.org/schema\"}",
                "\"schema\": {\"type\": \"object\"}",
                "\"schema\": {\"type\": \"string\", \"pattern\": \"(\"}",
                "\"schema\": {\"type\": \"string\"}, \"style\": \"spaceDelimited\"",
                "\"schema\": {\"type\": \"string\"}, \"in\": \"cookie\"",
                "\"content\": {\"application/json\": {}}",
            })
    void aParameterThatCannotBeCheckedIsNotServed(String parameter) {
        String contract = """
                { "openapi": "3.1.0", "paths": { "/things": { "get": {
                  "parameters": [ { "name": "a", "in": "query"%s } ] } } } }
                """.formatted(parameter.isEmpty() ? "" : ", " + parameter);

        requireNotServed(contract);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"content\": {}}",
                "{\"content\": {\"json\": {}}}",
                "{\"$ref\": \"#/components/requestBodies/Absent\"}",
                "{\"$ref\": \"other.json#/Thing\"}",
                "{\"$ref\": \"#/paths/~1things/get/requestBody\"}",
                "{\"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Absent\"}}}}",
                "{\"content\": {\"application/json\": {\"schema\": {\"properties\": {\"a\": {\"$ref\": \"https://example.org/s\"}}}}}}",
                "{\"content\": {\"application/json\": {\"schema\": 5}}}",
            })
    void aBodyThatCannotBeCheckedIsNotServed(String body) {
        requireNotServed("{ \"openapi\": \"3.1.0\", \"paths\": { \"/things\": { \"get\": { \"requestBody\": " + body
                + " } } } }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "{\"openapi\": \"2.0\"}",
                "{\"openapi\": \"3.1.0\"}",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/things\": {}}}",
                "{\"openapi\": \"3.1.0\", \"jsonSchemaDialect\": \"http://json-schema.org/draft-07/schema#\"}",
            })
    void aDocumentThatIsNoContractIsNotServed(String contract) {
        requireNotServed(contract);
    }

    private static void requireNotServed(String contract) {
        FakeOperation operation = FakeOperation.of("listThings", "GET", "/things", contract);

        assertThatThrownBy(() -> new ContractPolicy().prepare(operation)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<List<String>> cases(String file) {
        return resource(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.asList(line.split("\t")))
                .toList()
                .stream();
    }

    static String resource(String file) {
        try (InputStream in = ContractPolicyTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
