package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of rule, on contracts made for it. */
class SchemasAndParametersTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Checks checks = new Checks();

    static Stream<JsonNode> rules() {
        return Cases.in("rules.json");
    }

    static Stream<JsonNode> forms() {
        return Cases.in("forms.json");
    }

    static Stream<JsonNode> parameters() {
        return Cases.in("parameters.json");
    }

    static Stream<JsonNode> broken() {
        return Cases.in("broken.json");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void tellsTheRule(JsonNode rule) throws Exception {
        FakeOperation operation = Cases.only(Cases.taking(rule.path("version").asString("3.1.0"), rule.path("schema")));
        assertThat(checks.told(Checks.json(operation, rule.path("body").toString())))
                .contains(rule.path("told").asString())
                .doesNotContain("marie.durand");
    }

    /** Where the contract allows several forms. */
    @ParameterizedTest
    @MethodSource("forms")
    void tellsWhatIsWrongWithTheFormThatWasMeant(JsonNode example) throws Exception {
        JsonNode schema = JSON.createObjectNode()
                .set("properties", JSON.createObjectNode().set("a", example.path("schema")));
        Refusal refusal = checks.refusal(
                        Checks.json(Cases.only(Cases.taking("3.1.0", schema)), "{\"a\":" + example.path("value") + "}"))
                .orElseThrow();
        assertThat(refusal.reasons())
                .as(example.path("says").asString())
                .extracting(Reason::message)
                .containsExactlyInAnyOrderElementsOf(example.path("told")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void readsParameters(JsonNode example) throws Exception {
        FakeExchange.Builder request = FakeExchange.to(Cases.only(withParameter(example.path("parameter"))))
                .subject(Subjects.agent());
        if (example.has("query")) {
            request.query(example.path("query").asString());
        }
        if (example.has("header")) {
            request.header(
                    example.path("parameter").path("name").asString(),
                    example.path("header").asString());
        }
        assertThat(checks.told(request)).endsWith(example.path("told").asString());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesABrokenContractWhenItIsPrepared(JsonNode example) {
        JsonNode contract = example.has("contract")
                ? example.path("contract")
                : contract("{\"post\":" + example.path("operation") + "}");
        FakeOperation operation = FakeOperation.of("broken", "POST", "/things", contract.toString());
        assertThatThrownBy(() -> new ContractPolicy().prepare(operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(example.path("says").asString());
    }

    @Test
    void refusesAContractThatIsNotJson() {
        FakeOperation operation = FakeOperation.of("broken", "POST", "/things", "openapi: 3.1.0");
        assertThatThrownBy(() -> new ContractPolicy().prepare(operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the contract is not JSON");
    }

    @Test
    void anOperationThatWasNotPreparedIsNotServed() {
        FakeExchange exchange = FakeExchange.chat().build();
        assertThatThrownBy(() -> new ContractPolicy().onRequest(exchange))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not prepared for test/createChatCompletion");
    }

    @Test
    void anOperationsParameterStandsBeforeThatOfItsPath() throws Exception {
        JsonNode contract = contract("""
                {"parameters": [{"name": "n", "in": "query", "schema": {"type": "integer"}}],
                 "post": {"parameters": [{"name": "n", "in": "query", "schema": {"type": "string"}}]}}""");
        assertThat(checks.told(FakeExchange.to(Cases.only(contract))
                        .subject(Subjects.agent())
                        .query("n=x")))
                .isEqualTo("accepted");
    }

    @Test
    void theMostExactRangeOfMediaTypesCounts() throws Exception {
        FakeOperation operation = Cases.only(contract("""
                {"post": {"requestBody": {"content": {
                  "*/*": {"schema": {"type": "string"}},
                  "application/*": {"schema": {"type": "integer"}},
                  "application/json": {"schema": {"type": "object"}}}}}}"""));
        assertThat(checks.told(Checks.json(operation, "{}"))).isEqualTo("accepted");
        assertThat(checks.told(Checks.json(operation, "1"))).endsWith("must be of type object.");
        assertThat(checks.told(Checks.json(operation, "not JSON")
                        .withoutHeader("Content-Type")
                        .header("Content-Type", "text/plain")))
                .isEqualTo("accepted");
        assertThat(checks.told(Checks.json(operation, ""))).isEqualTo("accepted");
    }

    @Test
    void aBodyThatTakesTooLongToCheckIsTooLarge() throws Exception {
        JsonNode schema = JSON.readTree("""
                {"type": "array", "items": {"allOf": [{"not": {"const": 1}}, {"not": {"const": 2}}, {"not": {"const": 3}}]}}""");
        String body = "[" + "0,".repeat(2_000_000) + "0]";
        Refusal refusal = checks.refusal(Checks.json(Cases.only(Cases.taking("3.1.0", schema)), body))
                .orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    }

    private static JsonNode withParameter(JsonNode parameter) {
        return contract("{\"get\":{\"parameters\":[" + parameter + "]}}");
    }

    private static JsonNode contract(String path) {
        return JSON.readTree("""
                {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {"/things": %s},
                 "components": {
                   "schemas": {"Short": {"type": "string", "maxLength": 3}},
                   "parameters": {"Page": {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}}}}""".formatted(path));
    }
}
