package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of the configuration, written {@code ecl_<id>_<secret>}. Only their hashes are known here, and how long
 * an answer takes does not depend on which ids exist or how much of a key is right.
 */
final class ApiKeys implements Authenticator {

    private static final String PREFIX = "ecl_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "([a-z][a-z0-9-]{0,63})_([A-Za-z0-9]{16,128})");

    private record Key(byte[] sha256, Subject subject, Optional<Instant> expiry) {}

    private final Map<String, Key> keys = new HashMap<>();
    private final byte[] nobodysHash = sha256("");
    private final InstantSource clock;

    ApiKeys(Map<String, ApiKeyOptions> options, InstantSource clock) {
        this.clock = clock;
        options.forEach((id, key) ->
                keys.put(id, new Key(HexFormat.of().parseHex(key.sha256()), subject(id, key), key.expiry())));
    }

    private static Subject subject(String id, ApiKeyOptions key) {
        return new Subject(
                key.type(),
                id,
                key.tenant(),
                key.clearance(),
                key.direction(),
                key.country(),
                key.groups(),
                key.roles(),
                key.app());
    }

    /** Whether a text begins as the keys of this gateway do. */
    static boolean looksLikeKey(String text) {
        return text.startsWith(PREFIX);
    }

    @Override
    public Answer authenticate(Credential credential) {
        String token = credential.token();
        if (!looksLikeKey(token)) {
            return new Answer.NotMine();
        }
        Matcher form = FORM.matcher(token);
        if (!form.matches()) {
            return new Answer.Rejected(Problem.MALFORMED);
        }
        Key key = keys.get(form.group(1));
        if (!isRight(key, token) || key == null) {
            return new Answer.Rejected(Problem.UNKNOWN_KEY);
        }
        boolean expired =
                key.expiry().filter(end -> !clock.instant().isBefore(end)).isPresent();
        return expired ? new Answer.Rejected(Problem.EXPIRED_KEY) : new Answer.Known(key.subject());
    }

    /** Does the same work for ids that do not exist. */
    private boolean isRight(@Nullable Key key, String token) {
        boolean same = MessageDigest.isEqual(key == null ? nobodysHash : key.sha256(), sha256(token));
        return same && key != null;
    }

    private static byte[] sha256(String text) {
        return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
