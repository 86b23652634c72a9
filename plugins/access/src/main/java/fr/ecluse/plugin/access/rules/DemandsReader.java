package fr.ecluse.plugin.access.rules;

import fr.ecluse.plugin.access.rules.Ruling.Demands;
import fr.ecluse.spi.access.CacheScope;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the obligations of a ruling: those that this gateway meets, and the names of the others. */
final class DemandsReader {

    private static final Pattern HEADER = Pattern.compile("[Xx]-[A-Za-z0-9-]{1,60}");
    /** Headers by which the gateway itself speaks; rules cannot speak for it. */
    private static final Pattern OWN_HEADER =
            Pattern.compile("x-(ecluse-.*|request-id|cache-status|ratelimit-.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{0,200}");
    private static final Set<String> EVERY = Set.of("*");
    private static final long MOST_TOKENS = 1L << 53;

    private Optional<Set<String>> zones = Optional.empty();
    private Optional<Set<String>> models = Optional.empty();
    private OptionalLong maxTokens = OptionalLong.empty();
    private Optional<CacheScope> cacheScope = Optional.empty();
    private boolean recordedInFull;
    private final Map<String, String> responseHeaders = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    private DemandsReader() {}

    /** An obligation of a wrong form makes the whole ruling none; one of an unknown name is only noted. */
    static Demands read(JsonObject obligations) throws NoDecisionException {
        if (obligations.members().isEmpty()) {
            return Demands.none();
        }
        DemandsReader reader = new DemandsReader();
        for (Map.Entry<String, JsonValue.Member> obligation :
                obligations.members().entrySet()) {
            reader.take(obligation.getKey(), obligation.getValue().value());
        }
        return new Demands(
                new Obligations(reader.zones, reader.models, reader.maxTokens, reader.cacheScope),
                reader.recordedInFull,
                reader.responseHeaders,
                reader.unknown);
    }

    private void take(String name, JsonValue value) throws NoDecisionException {
        switch (name) {
            case "zones" -> zones = Optional.of(names(value, name));
            case "models" -> models = Optional.of(names(value, name)).filter(names -> !names.equals(EVERY));
            case "max_tokens" -> maxTokens = OptionalLong.of(RulingReader.integer(value, name, 1, MOST_TOKENS));
            case "cache_scope" -> cacheScope = Optional.of(scope(value));
            case "audit_level" -> recordedInFull = isFull(value);
            case "response_headers" -> headers(value);
            default -> unknown.add(name);
        }
    }

    private static Set<String> names(JsonValue value, String name) throws NoDecisionException {
        Set<String> names = new HashSet<>();
        for (JsonValue item : RulingReader.items(value, name)) {
            if (!names.add(RulingReader.text(item, name))) {
                throw RulingReader.malformed(name + " has a name twice");
            }
        }
        return names;
    }

    private static CacheScope scope(JsonValue value) throws NoDecisionException {
        String word = RulingReader.text(value, "cache_scope");
        for (CacheScope scope : CacheScope.values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        throw RulingReader.malformed("cache_scope is none of the known");
    }

    private static boolean isFull(JsonValue value) throws NoDecisionException {
        return switch (RulingReader.text(value, "audit_level")) {
            case "full" -> true;
            case "metadata" -> false;
            default -> throw RulingReader.malformed("audit_level is none of the known");
        };
    }

    private void headers(JsonValue value) throws NoDecisionException {
        for (Map.Entry<String, JsonValue.Member> header :
                RulingReader.object(value, "response_headers").members().entrySet()) {
            if (!(header.getValue().value() instanceof JsonValue.JsonString text)
                    || !HEADER.matcher(header.getKey()).matches()
                    || !HEADER_VALUE.matcher(text.text()).matches()) {
                throw RulingReader.malformed("response_headers has one that no answer may have");
            }
            if (OWN_HEADER.matcher(header.getKey()).matches()) {
                unknown.add("response_headers." + header.getKey());
            } else {
                responseHeaders.put(header.getKey(), text.text());
            }
        }
    }
}
