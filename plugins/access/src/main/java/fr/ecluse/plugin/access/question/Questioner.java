package fr.ecluse.plugin.access.question;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonLine;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the question about an exchange. It holds facts, and never any text of the request. Thread-safe. */
public final class Questioner {

    /** The members of a request that limit the tokens of its answer. */
    private static final List<String> TOKEN_LIMITS =
            List.of("max_completion_tokens", "max_tokens", "max_output_tokens");

    /** By which a caller claims break-glass, and says why. */
    private static final String BREAK_GLASS = "X-Ecluse-Break-Glass";

    private static final int LONGEST_REASON = 500;

    private final Phase phase;
    private final InstantSource clock;
    private final ZoneId zone;
    /** What is said of a subject: a key or token that was seen before brings the same one with each request. */
    private final LoadingCache<Subject, Question> subjects =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build(Questioner::about);

    /** The one of whoever asked last: thousands ask in the same second. */
    private volatile @Nullable Moment latest;

    /**
     * A questioner for a step.
     *
     * @param zone where days and minutes are counted
     */
    public Questioner(Phase phase, InstantSource clock, ZoneId zone) {
        this.phase = phase;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Puts the question.
     *
     * @throws RefusalException if there is nobody to ask about, or the body cannot be read
     */
    public Question ask(Exchange exchange) throws RefusalException {
        Subject subject = exchange.subject().orElseThrow(() -> new RefusalException(Refusal.of(ErrorCode.GATE_CLOSED)));
        Question.Builder facts = new Question.Builder(subjects.get(subject));
        action(facts, exchange);
        resource(facts, exchange);
        if (phase == Phase.CONTENT) {
            facts.text(Fact.CONTENT_SENSITIVITY, exchange.level().word())
                    .texts(Fact.CONTENT_CATEGORIES, exchange.categories());
        }
        context(facts, exchange);
        return facts.build();
    }

    private static Question about(Subject subject) {
        Question.Builder facts = new Question.Builder()
                .text(Fact.SUBJECT_TYPE, subject.type().name().toLowerCase(Locale.ROOT))
                .text(Fact.SUBJECT_ID, subject.id())
                .text(Fact.SUBJECT_TENANT, subject.tenant())
                .text(Fact.SUBJECT_DIRECTION, subject.direction())
                .text(Fact.SUBJECT_CLEARANCE, subject.clearance().word())
                .text(Fact.SUBJECT_COUNTRY, subject.country())
                .texts(Fact.SUBJECT_GROUPS, subject.groups())
                .texts(Fact.SUBJECT_ROLES, subject.roles())
                .text(Fact.SUBJECT_APP, subject.app())
                .text(Fact.SUBJECT_ACR, subject.acr());
        if (!subject.amr().isEmpty()) {
            facts.texts(Fact.SUBJECT_AMR, subject.amr());
        }
        return facts.build();
    }

    private static void action(Question.Builder facts, Exchange exchange) throws RefusalException {
        facts.text(Fact.ACTION_NAME, exchange.operation().action());
        if (exchange.model().isPresent()) {
            JsonObject request = request(exchange);
            facts.flag(Fact.ACTION_STREAM, request.isTrue("stream")).texts(Fact.ACTION_TOOLS, OfferedTools.of(request));
            mostTokens(request).ifPresent(most -> facts.number(Fact.ACTION_MAX_TOKENS, most));
        }
    }

    /** The highest of the limits, because nobody knows which of them the model's server reads. */
    private static OptionalLong mostTokens(JsonObject request) {
        OptionalLong most = OptionalLong.empty();
        for (String limit : TOKEN_LIMITS) {
            if (request.get(limit).orElse(null) instanceof JsonNumber) {
                most = OptionalLong.of(Math.max(most.orElse(0), request.count(limit)));
            }
        }
        return most;
    }

    private static JsonObject request(Exchange exchange) throws RefusalException {
        try {
            if (exchange.body().json().root() instanceof JsonObject request) {
                return request;
            }
        } catch (MalformedJsonException e) {
            // refused below
        }
        throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST));
    }

    private static void resource(Question.Builder facts, Exchange exchange) {
        Operation operation = exchange.operation();
        facts.text(Fact.RESOURCE_API, operation.api()).text(Fact.RESOURCE_OPERATION, operation.id());
        exchange.model()
                .ifPresent(card ->
                        facts.text(Fact.RESOURCE_MODEL, card.alias()).json(Fact.RESOURCE_MODEL_CARD, json(card)));
    }

    private static String json(ModelCard card) {
        JsonLine line = new JsonLine().text("type", card.type()).texts("zones", new TreeSet<>(card.zones()));
        if (card.floor() != Sensitivity.PUBLIC) {
            line.text("floor", card.floor().word());
        }
        return line.toJson();
    }

    private void context(Question.Builder facts, Exchange exchange) throws RefusalException {
        Moment now = moment();
        facts.text(Fact.CONTEXT_TIME, now.time())
                .text(Fact.CONTEXT_WEEKDAY, now.weekday())
                .number(Fact.CONTEXT_MINUTE_OF_DAY, now.minuteOfDay())
                .text(Fact.CONTEXT_CLIENT_IP, exchange.request().clientAddress())
                .text(Fact.CONTEXT_CHANNEL, "http")
                .text(Fact.CONTEXT_PHASE, phase.word());
        Optional<String> reason = exchange.request().headers().first(BREAK_GLASS);
        if (reason.isPresent()) {
            if (reason.get().length() > LONGEST_REASON) {
                throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST).withParam(BREAK_GLASS));
            }
            facts.json(
                    Fact.CONTEXT_BREAK_GLASS,
                    new JsonLine().text("reason", reason.get()).toJson());
        }
    }

    private Moment moment() {
        Instant now = clock.instant();
        Moment before = latest;
        if (before == null || before.second() != now.getEpochSecond()) {
            before = Moment.of(now, zone);
            latest = before;
        }
        return before;
    }

    /** A second, as it is told to the rules. */
    private record Moment(long second, String time, String weekday, int minuteOfDay) {

        static Moment of(Instant instant, ZoneId zone) {
            ZonedDateTime local = instant.atZone(zone).truncatedTo(ChronoUnit.SECONDS);
            return new Moment(
                    instant.getEpochSecond(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local),
                    local.getDayOfWeek().name().toLowerCase(Locale.ROOT),
                    local.get(ChronoField.MINUTE_OF_DAY));
        }
    }
}
