package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A question whose answer is known, tried before rules come into force. A bundle brings its cases along in the data
 * document {@code ecluse.smoke.cases}.
 *
 * @param name for people
 * @param question as JSON
 * @param allow what the rules have to say
 */
record SmokeCase(String name, String question, boolean allow) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    static List<SmokeCase> of(JsonObject data) throws BadBundleException {
        List<SmokeCase> cases = new ArrayList<>();
        JsonValue all = data.object("ecluse")
                .flatMap(ecluse -> ecluse.object("smoke"))
                .flatMap(smoke -> smoke.get("cases"))
                .orElse(null);
        if (all instanceof JsonArray array) {
            for (JsonValue one : array.items()) {
                if (!(one instanceof JsonObject object)
                        || object.object("input").isEmpty()
                        || !(object.get("allow").orElse(null) instanceof JsonLiteral)) {
                    throw new BadBundleException("a smoke case has no input, or does not say whether it is allowed");
                }
                cases.add(new SmokeCase(
                        object.text("name").orElse("without a name"),
                        json(object.object("input").get()),
                        object.isTrue("allow")));
            }
        }
        return cases;
    }

    /**
     * Asks rules.
     *
     * @throws BadBundleException if they answer otherwise, or not at all
     */
    void tryOn(WasmRules rules) throws BadBundleException, InterruptedException {
        try {
            Ruling ruling = RulingReader.read(
                    rules.ask(question, Deadline.in(LIMIT), Shield.NONE).value());
            if (ruling.allow() != allow) {
                throw new BadBundleException(
                        "its smoke case '" + name + "' is " + (ruling.allow() ? "allowed" : "denied"));
            }
        } catch (NoDecisionException e) {
            throw new BadBundleException("its smoke case '" + name + "' gets no decision: " + e.getMessage());
        }
    }

    private static String json(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.members().entrySet().stream()
                        .map(member -> Json.quote(member.getKey()) + ":"
                                + json(member.getValue().value()))
                        .collect(Collectors.joining(",", "{", "}"));
            case JsonArray array ->
                array.items().stream().map(SmokeCase::json).collect(Collectors.joining(",", "[", "]"));
            case JsonString string -> Json.quote(string.text());
            case JsonNumber number -> number.text();
            case JsonLiteral literal -> literal.kind().name().toLowerCase(Locale.ROOT);
        };
    }
}
