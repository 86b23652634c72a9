package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policy and the builtins on one context, called one after the other as the gateway does. */
final class KeyDesk {

    /** A key of the configuration, of another owner. */
    static final String OTHER = "ecl_other_" + Keys.SECRET;

    /** A key of the configuration that ends four weeks after the moment at which the clock stands. */
    static final String BRIEF = "ecl_brief_" + Keys.SECRET;

    /** A key of the configuration that ends after longer than one made by it may last. */
    static final String LASTING = "ecl_lasting_" + Keys.SECRET;

    private static final JsonMapper JSON = new JsonMapper();
    private static final KeysOptions OPTIONS = new KeysOptions(Duration.ofDays(365), Duration.ofDays(7), 5);

    private final FakeContext context;
    private final Policy policy;
    private final Builtin keys;
    private final Builtin admin;
    private final Builtin me;

    KeyDesk(Path folder) {
        this(new FakeContext("identity", folder).withModels("chat", "embed"));
    }

    KeyDesk(FakeContext context) {
        this.context = context;
        policy = new IdentityPolicyFactory()
                .create(
                        new IdentityOptions(
                                Map.of(
                                        "agent", Keys.key(Keys.AGENT, null),
                                        "other", Keys.key(OTHER, null),
                                        "brief", Keys.key(BRIEF, "2026-02-28T12:00:00Z"),
                                        "lasting", Keys.key(LASTING, "2028-01-31T12:00:00Z")),
                                Map.of(),
                                100),
                        context);
        keys = new KeysBuiltinFactory().create(OPTIONS, context);
        admin = new AdminKeysBuiltinFactory().create(new NoOptions(), context);
        me = new MeBuiltinFactory().create(new NoOptions(), context);
    }

    /** What came of a call: an answer, or a refusal. */
    record Result(int status, Optional<JsonNode> json, Optional<Refusal> refusal, Map<String, ?> headers) {

        JsonNode body() {
            return json.orElseThrow(() -> new AssertionError("refused: " + refusal));
        }

        String key() {
            return body().path("key").asString();
        }

        String id() {
            return body().path("id").asString();
        }

        /** The code of the error, and of its first reason. */
        String error() {
            Refusal error = refusal.orElseThrow(() -> new AssertionError("not refused: " + json));
            return error.code().code()
                    + error.reasons().stream()
                            .map(Reason::code)
                            .map(reason -> "/" + reason)
                            .findFirst()
                            .orElse("");
        }
    }

    FakeContext context() {
        return context;
    }

    /** Creates a key that is good for this long. */
    Result create(String credential, Duration lifetime, String more) throws Exception {
        long expires = context.clock().instant().plus(lifetime).getEpochSecond();
        return call(credential, "createKey", "", "{\"name\":\"n\",\"expires_at\":" + expires + more + "}");
    }

    /** Creates a key for everything, for ten days, and gives it whole. */
    String created(String credential) throws Exception {
        return create(credential, Duration.ofDays(10), ",\"scopes\":[\"*\"]").key();
    }

    Result call(String credential, String operation, String id) throws Exception {
        return call(credential, operation, id, "");
    }

    Result call(String credential, String operation, String id, String body) throws Exception {
        FakeExchange exchange = exchange(credential, operation, id, body);
        if (policy.onRequest(exchange) instanceof Decision.Respond(Answer answer)) {
            return result(answer);
        }
        Builtin builtin = operation.startsWith("admin") ? admin : operation.equals("showMe") ? me : keys;
        try {
            return result(builtin.answer(exchange));
        } catch (RefusalException e) {
            return result(new Answer.Refused(e.refusal()));
        }
    }

    /** What the policy says to a key. */
    Result show(String credential) throws Exception {
        return call(credential, "showMe", "");
    }

    private static FakeExchange exchange(String credential, String operation, String id, String body) {
        return FakeExchange.to(FakeOperation.of(operation, "POST", "/" + operation, "{}"))
                .header("Authorization", "Bearer " + credential)
                .pathParameter("key", id)
                .body(body)
                .build();
    }

    private static Result result(Answer answer) {
        return switch (answer) {
            case Answer.Buffered(int status, var headers, var body) ->
                new Result(status, Optional.of(JSON.readTree(body.bytes())), Optional.empty(), headers.asMap());
            case Answer.Refused(Refusal refusal) ->
                new Result(answer.status(), Optional.empty(), Optional.of(refusal), Map.of());
            case Answer.Streamed _ -> throw new AssertionError("a stream");
        };
    }
}
