package fr.ecluse.plugin.access.rules;

import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.Literal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads rulings as the delivered {@code decision.schema.json} describes them. Whatever else there is, is no decision. */
public final class RulingReader {

    private static final Set<String> MEMBERS = Set.of("allow", "reasons", "obligations", "advice", "ttl_seconds");
    private static final Set<String> MEMBERS_OF_REASONS = Set.of("code", "message");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int LONGEST_LIFE = 60;

    private RulingReader() {}

    /**
     * Reads a result of the rules.
     *
     * @throws NoDecisionException if it has any other form
     */
    public static Ruling read(JsonValue result) throws NoDecisionException {
        JsonObject ruling = object(result, "the decision");
        requireOnly(ruling, MEMBERS, "the decision");
        boolean allow = flag(member(ruling, "allow"));
        List<Reason> reasons = reasons(member(ruling, "reasons"), "reasons");
        if (!allow && reasons.isEmpty()) {
            throw malformed("a denial has reasons");
        }
        JsonObject obligations = object(member(ruling, "obligations"), "obligations");
        Optional<JsonValue> advice = ruling.get("advice");
        return new Ruling(
                allow,
                reasons,
                DemandsReader.read(obligations),
                advice.isPresent() ? reasons(advice.get(), "advice") : List.of(),
                Duration.ofSeconds(integer(member(ruling, "ttl_seconds"), "ttl_seconds", 0, LONGEST_LIFE)));
    }

    private static List<Reason> reasons(JsonValue value, String name) throws NoDecisionException {
        List<Reason> reasons = new ArrayList<>();
        for (JsonValue item : items(value, name)) {
            JsonObject reason = object(item, name);
            requireOnly(reason, MEMBERS_OF_REASONS, name);
            String code = text(member(reason, "code"), name);
            if (!CODE.matcher(code).matches()) {
                throw malformed(name + " has a code that is no word");
            }
            reasons.add(new Reason(code, text(member(reason, "message"), name)));
        }
        return reasons;
    }

    private static void requireOnly(JsonObject object, Set<String> known, String name) throws NoDecisionException {
        for (String member : object.members().keySet()) {
            if (!known.contains(member)) {
                throw malformed(name + " has a member that decisions do not have");
            }
        }
    }

    private static boolean flag(JsonValue value) throws NoDecisionException {
        if (value instanceof JsonLiteral literal && literal.kind() != Literal.NULL) {
            return literal.kind() == Literal.TRUE;
        }
        throw malformed("allow is neither true nor false");
    }

    private static JsonValue member(JsonObject object, String name) throws NoDecisionException {
        Optional<JsonValue> value = object.get(name);
        if (value.isEmpty()) {
            throw malformed(name + " is missing");
        }
        return value.get();
    }

    static JsonObject object(JsonValue value, String name) throws NoDecisionException {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw malformed(name + " is no object");
    }

    static List<JsonValue> items(JsonValue value, String name) throws NoDecisionException {
        if (value instanceof JsonArray array) {
            return array.items();
        }
        throw malformed(name + " is no list");
    }

    static String text(JsonValue value, String name) throws NoDecisionException {
        if (value instanceof JsonValue.JsonString string && !string.text().isEmpty()) {
            return string.text();
        }
        throw malformed(name + " has something that is no text, or an empty one");
    }

    static long integer(JsonValue value, String name, long least, long most) throws NoDecisionException {
        if (value instanceof JsonNumber number) {
            double wanted = number.doubleValue();
            if (wanted == Math.rint(wanted) && wanted >= least && wanted <= most) {
                return (long) wanted;
            }
        }
        throw malformed(name + " is no whole number from " + least + " to " + most);
    }

    static NoDecisionException malformed(String what) {
        return new NoDecisionException(Cause.MALFORMED, what);
    }
}
