package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.access.Obligations;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /v1/me}: who the gateway thinks the caller is, and what that opens. */
final class Me implements Builtin {

    private static final String MODELS_API = "ai";

    private final BuiltinContext context;

    Me(BuiltinContext context) {
        this.context = context;
    }

    @Override
    public Answer answer(Exchange exchange) {
        Subject subject = exchange.subject().orElseThrow();
        Grant grant = Grant.on(exchange);
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("object", "me");
        me.put("type", subject.type().name().toLowerCase(Locale.ROOT));
        me.put("id", subject.id());
        me.put("tenant", subject.tenant());
        me.put("attributes", KeyAnswers.attributes(KeyAttributes.of(subject)));
        me.put("scopes", grant.scopes().sorted());
        me.put("models", models(grant, exchange.obligations()));
        me.put("limits", limits(grant));
        return KeyAnswers.json(200, me);
    }

    /** The aliases that this caller may name. */
    private List<String> models(Grant grant, Obligations obligations) {
        return context.models().stream()
                .filter(_ -> grant.scopes().reach(MODELS_API))
                .filter(obligations::admitsModel)
                .toList();
    }

    private static Map<String, Object> limits(Grant grant) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("expires_at", grant.expires().map(Instant::getEpochSecond).orElse(null));
        return limits;
    }
}
