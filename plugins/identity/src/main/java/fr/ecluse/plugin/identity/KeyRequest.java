package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.MalformedJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a request about keys. Its form was checked by the contract; what does not have it all the same is refused.
 *
 * @param body the whole body
 */
record KeyRequest(Exchange exchange, JsonObject body) {

    /** The last second of the year 9999, which is also what the contract takes. */
    private static final long LAST_SECOND = 253_402_300_799L;

    static KeyRequest of(Exchange exchange) throws RefusalException {
        try {
            if (exchange.body().json().root() instanceof JsonObject body) {
                return new KeyRequest(exchange, body);
            }
        } catch (MalformedJsonException _) {
            // the same as one that is no object
        }
        throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST));
    }

    String name() throws RefusalException {
        return body.text("name").filter(name -> !name.isBlank()).orElseThrow(() -> invalid("name"));
    }

    /** The Unix seconds of a member. */
    Instant instant(String member) throws RefusalException {
        return Instant.ofEpochSecond(number(member));
    }

    /** A member that is a number of seconds. */
    long number(String member) throws RefusalException {
        if (body.get(member).isEmpty()) {
            throw invalid(member);
        }
        return Math.min(body.count(member), LAST_SECOND);
    }

    Scopes scopes() throws RefusalException {
        List<String> entries = texts(body, "scopes", "scopes").orElseThrow(() -> invalid("scopes"));
        try {
            return Scopes.of(entries);
        } catch (IllegalArgumentException _) {
            throw KeyProblem.SCOPE_MALFORMED.about("scopes", exchange);
        }
    }

    /**
     * The attributes that are wanted. What is not named is the creator's, but for roles, which must be named.
     *
     * @throws RefusalException if any is more than the creator has
     */
    KeyAttributes attributes(KeyAttributes creators) throws RefusalException {
        JsonObject wanted = body.object("attributes").orElse(new JsonObject(0, 0, Map.of()));
        List<String> groups = texts(wanted, "groups", "attributes.groups").orElse(List.copyOf(creators.groups()));
        List<String> roles = texts(wanted, "roles", "attributes.roles").orElse(List.of());
        require(creators.groups().containsAll(groups), "groups");
        require(creators.roles().containsAll(roles), "roles");
        return new KeyAttributes(
                clearance(wanted, creators.clearance()),
                same(wanted, "direction", creators.direction()),
                same(wanted, "country", creators.country()),
                new HashSet<>(groups),
                new HashSet<>(roles),
                same(wanted, "app", creators.app()));
    }

    private Sensitivity clearance(JsonObject wanted, Sensitivity creators) throws RefusalException {
        Optional<String> word = wanted.text("clearance");
        if (word.isEmpty()) {
            return creators;
        }
        Sensitivity level = Sensitivity.find(word.get()).orElseThrow(() -> invalid("attributes.clearance"));
        require(!level.isAbove(creators), "clearance");
        return level;
    }

    /** There is no part of a single value, so it is the creator's own. */
    private Optional<String> same(JsonObject wanted, String name, Optional<String> creators) throws RefusalException {
        Optional<String> value = wanted.text(name);
        require(value.isEmpty() || value.equals(creators), name);
        return creators;
    }

    private void require(boolean held, String attribute) throws RefusalException {
        if (!held) {
            throw KeyProblem.ATTRIBUTE_NOT_HELD.about("attributes." + attribute, exchange, attribute);
        }
    }

    private Optional<List<String>> texts(JsonObject object, String member, String param) throws RefusalException {
        Optional<JsonValue> value = object.get(member);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof JsonArray array)) {
            throw invalid(param);
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : array.items()) {
            if (!(item instanceof JsonString text)) {
                throw invalid(param);
            }
            texts.add(text.text());
        }
        return Optional.of(texts);
    }

    private static RefusalException invalid(String param) {
        return new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST).withParam(param));
    }
}
