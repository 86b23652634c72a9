package fr.ecluse.plugin.identity;

import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token says of itself before anything of it is believed: enough to choose what it is verified against, and good
 * for nothing else.
 *
 * @param algorithm the header's {@code alg}
 * @param keyId the header's {@code kid}
 * @param type the header's {@code typ}
 * @param issuer the claim {@code iss}
 */
record TokenHead(String algorithm, Optional<String> keyId, Optional<String> type, String issuer) {

    /** A signed token (JWS, RFC 7515) in its compact form; without a signature it has nothing after the last dot. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]*");

    /** How the base64url of a JSON object begins. */
    private static final String BEGINNING = "eyJ";

    /** Whether a text begins as tokens do. */
    static boolean looksLikeToken(String text) {
        return text.startsWith(BEGINNING) && text.indexOf('.') > 0;
    }

    /** Reads a token; empty if it is none. */
    static Optional<TokenHead> read(String token) {
        Matcher form = FORM.matcher(token);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<JsonObject> header = object(form.group(1));
        Optional<String> algorithm = header.flatMap(members -> members.text("alg"));
        Optional<String> issuer = object(form.group(2)).flatMap(claims -> claims.text("iss"));
        if (header.isEmpty() || algorithm.isEmpty() || issuer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TokenHead(
                algorithm.get(), header.get().text("kid"), header.get().text("typ"), issuer.get()));
    }

    private static Optional<JsonObject> object(String part) {
        try {
            return JsonDocument.parse(Base64.getUrlDecoder().decode(part)).root() instanceof JsonObject members
                    ? Optional.of(members)
                    : Optional.empty();
        } catch (MalformedJsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
