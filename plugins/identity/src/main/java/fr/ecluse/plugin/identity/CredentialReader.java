package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Headers;
import fr.ecluse.spi.QueryParameters;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the one credential out of a request's head: {@code Authorization: Bearer}, or {@code x-api-key} as Anthropic's
 * clients send it. Anything that leaves open which credential is meant is refused.
 */
final class CredentialReader {

    private static final String AUTHORIZATION = "Authorization";
    private static final String API_KEY = "x-api-key";
    private static final String BEARER = "bearer";

    /** Query parameters that other services take keys in. */
    private static final Set<String> KEY_PARAMETERS =
            Set.of("api_key", "api-key", "apikey", "x-api-key", "key", "access_token");

    private CredentialReader() {}

    /**
     * Reads the credential.
     *
     * @throws RefusalException if there is none, or none that is clear
     */
    static Credential read(RequestHead head) throws RefusalException {
        if (head.query().isPresent() && hasKey(head.query().get())) {
            throw new RefusalException(Problem.KEY_IN_QUERY.refusal());
        }
        Optional<String> bearer = single(head.headers(), AUTHORIZATION);
        Optional<String> apiKey = single(head.headers(), API_KEY);
        if (bearer.isPresent()) {
            bearer = Optional.of(bearerToken(bearer.get()));
        }
        if (bearer.isPresent() && apiKey.isPresent() && !bearer.equals(apiKey)) {
            throw new RefusalException(Problem.SEVERAL.refusal());
        }
        return new Credential(
                bearer.or(() -> apiKey).orElseThrow(() -> new RefusalException(Problem.MISSING.refusal())),
                head.clientCertificate());
    }

    /** Also true if a valid header stands beside it: the key in the query is burnt all the same. */
    private static boolean hasKey(String query) throws RefusalException {
        QueryParameters parameters;
        try {
            parameters = QueryParameters.parse(query);
        } catch (IllegalArgumentException e) {
            throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST));
        }
        return parameters.asMap().entrySet().stream()
                .anyMatch(parameter -> KEY_PARAMETERS.contains(
                                parameter.getKey().toLowerCase(Locale.ROOT))
                        || parameter.getValue().stream()
                                .anyMatch(value -> ApiKeys.looksLikeKey(value) || TokenHead.looksLikeToken(value)));
    }

    private static Optional<String> single(Headers headers, String name) throws RefusalException {
        List<String> values = headers.all(name);
        if (values.size() > 1) {
            throw new RefusalException(Problem.SEVERAL.refusal());
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst().strip());
    }

    private static String bearerToken(String header) throws RefusalException {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        if (!scheme.equalsIgnoreCase(BEARER)) {
            throw new RefusalException(Problem.SCHEME.refusal());
        }
        return space < 0 ? "" : header.substring(space).strip();
    }
}
