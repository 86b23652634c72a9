package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.config.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Keys and their holders as callers read them, in JSON that nobody on the way may keep. */
final class KeyAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private KeyAnswers() {}

    /** A key as its owner sees it. */
    static Map<String, Object> key(IssuedKey key, Instant now) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("object", "api_key");
        entry.put("id", key.id());
        entry.put("name", key.name());
        entry.put("status", status(key, now));
        entry.put("created_at", key.created().getEpochSecond());
        entry.put("expires_at", key.expires().getEpochSecond());
        entry.put("revoked_at", key.revoked().map(Instant::getEpochSecond).orElse(null));
        entry.put("former_secret_until", formerUntil(key, now).orElse(null));
        entry.put(
                "created_by", key.ancestors().isEmpty() ? null : key.ancestors().getLast());
        entry.put("scopes", key.scopes().sorted());
        entry.put("attributes", attributes(key.attributes()));
        return entry;
    }

    /** A key with its secret, which is shown this once. */
    static Map<String, Object> key(IssuedKey key, Instant now, Secret whole) {
        Map<String, Object> entry = key(key, now);
        entry.put("key", whole.reveal());
        return entry;
    }

    /** A key as operators see it. */
    static Map<String, Object> keyWithOwner(IssuedKey key, Instant now) {
        Map<String, Object> entry = key(key, now);
        entry.put("tenant", key.tenant());
        entry.put("owner", key.owner());
        return entry;
    }

    static Map<String, Object> attributes(KeyAttributes attributes) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("clearance", attributes.clearance().word());
        entry.put("direction", attributes.direction().orElse(null));
        entry.put("country", attributes.country().orElse(null));
        entry.put("groups", attributes.groups().stream().sorted().toList());
        entry.put("roles", attributes.roles().stream().sorted().toList());
        entry.put("app", attributes.app().orElse(null));
        return entry;
    }

    /** A list of keys, the newest first. */
    static Answer list(Collection<IssuedKey> keys, Function<IssuedKey, Map<String, Object>> entry) {
        List<Map<String, Object>> data = keys.stream()
                .sorted(Comparator.comparing(IssuedKey::created).reversed().thenComparing(IssuedKey::id))
                .map(entry)
                .toList();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", data);
        return json(200, list);
    }

    static Answer json(int status, Map<String, Object> value) {
        return new Answer.Buffered(
                status,
                Headers.of("Content-Type", "application/json").with("Cache-Control", "no-store"),
                Body.of(JSON.writeValueAsBytes(value)));
    }

    private static String status(IssuedKey key, Instant now) {
        if (key.revoked().isPresent()) {
            return "revoked";
        }
        return key.expired(now) ? "expired" : "active";
    }

    private static Optional<Long> formerUntil(IssuedKey key, Instant now) {
        return key.secrets().stream()
                .filter(secret -> !secret.ended(now))
                .flatMap(secret -> secret.until().stream())
                .map(Instant::getEpochSecond)
                .findFirst();
    }
}
