package fr.ecluse.plugin.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import fr.ecluse.plugin.contract.OpenApiDocument.Place;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies that an operation takes. Of contents other than JSON only the media type is checked. */
final class BodyContract {

    /** Bounds the time that a body can take; a chat message takes about twenty steps, an embedding's token three. */
    private static final long MAX_STEPS = 5_000_000;

    private static final List<String> USUAL =
            List.of("application/json", "application/json; charset=utf-8", "application/json;charset=utf-8");

    private static final MediaType JSON = new MediaType("application", "json", Optional.empty());

    /** A media range, with the schema of the JSON in it, if JSON is in it and has one. */
    private record Content(MediaType range, Optional<Schema> schema) {}

    /** What a request says its body is, and what the contract says about that. */
    private record Announced(MediaType type, Content content) {}

    private final boolean required;
    private final List<Content> contents;

    /** What the common spellings of a {@code Content-Type} come to, so that they need no parser. */
    private final Map<String, Announced> usual = new HashMap<>();

    private BodyContract(boolean required, List<Content> contents) {
        this.required = required;
        this.contents = List.copyOf(contents);
        for (String spelling : USUAL) {
            announced(spelling).ifPresent(announced -> usual.put(spelling, announced));
        }
    }

    /**
     * Compiles a request body object.
     *
     * @throws IllegalArgumentException if it has no content, or a schema that is none
     */
    static BodyContract compile(Place requestBody) {
        List<Content> contents = new ArrayList<>();
        for (Place content : requestBody.member("content").map(Place::members).orElse(List.of())) {
            MediaType range = MediaType.parse(content.name())
                    .orElseThrow(() -> new IllegalArgumentException("not a media type at " + content));
            boolean mayBeJson = range.isJson() || range.includes(JSON);
            contents.add(
                    new Content(range, mayBeJson ? content.member("schema").map(Place::schema) : Optional.empty()));
        }
        if (contents.isEmpty()) {
            throw new IllegalArgumentException("the request body at " + requestBody + " has no content");
        }
        return new BodyContract(requestBody.node().path("required").asBoolean(false), contents);
    }

    /**
     * Reads the body of a request and holds it against the contract.
     *
     * @throws RefusalException if it does not follow it
     */
    void check(Exchange exchange) throws RefusalException {
        RequestHead head = exchange.request();
        Optional<Announced> announced = announced(head);
        Body body = exchange.body();
        if (body.isEmpty()) {
            if (required) {
                throw new RefusalException(Refusals.missingBody());
            }
            return;
        }
        if (announced.isEmpty()) {
            throw new RefusalException(Refusals.noMediaType(accepted()));
        }
        if (announced.get().type().isJson()) {
            JsonDocument document = document(body);
            Optional<Schema> schema = announced.get().content().schema();
            if (schema.isPresent()) {
                check(document, schema.get(), head);
            }
        }
    }

    private Optional<Announced> announced(RequestHead head) throws RefusalException {
        List<String> codings = head.headers().all("Content-Encoding");
        if (!codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("identity"))) {
            throw new RefusalException(Refusals.encoded());
        }
        List<String> types = head.headers().all("Content-Type");
        if (types.isEmpty()) {
            return Optional.empty();
        }
        Optional<Announced> announced = types.size() == 1 ? announced(types.getFirst()) : Optional.empty();
        if (announced.isEmpty()) {
            throw new RefusalException(Refusals.otherMediaType(accepted()));
        }
        if (!announced.get().type().isUtf8()) {
            throw new RefusalException(Refusals.otherCharset());
        }
        return announced;
    }

    private Optional<Announced> announced(String header) {
        Announced known = usual.get(header);
        return known != null
                ? Optional.of(known)
                : MediaType.parse(header).flatMap(type -> content(type).map(content -> new Announced(type, content)));
    }

    /** The most exact of the ranges that a type lies in. */
    private Optional<Content> content(MediaType type) {
        Optional<Content> best = Optional.empty();
        for (Content content : contents) {
            if (content.range().includes(type)
                    && (best.isEmpty() || best.get().range().includes(content.range()))) {
                best = Optional.of(content);
            }
        }
        return best;
    }

    private List<MediaType> accepted() {
        return contents.stream().map(Content::range).toList();
    }

    private static JsonDocument document(Body body) throws RefusalException {
        try {
            return body.json();
        } catch (MalformedJsonException e) {
            throw new RefusalException(Refusals.malformed(e));
        }
    }

    private static void check(JsonDocument document, Schema schema, RequestHead head) throws RefusalException {
        List<Error> errors;
        try {
            errors = schema.validate(JacksonTree.of(document.root()), context -> {
                context.executionConfig(config -> config.maxEvaluationSteps(MAX_STEPS));
                context.setErrors(new BoundedErrors());
            });
        } catch (ValidationLimitExceededException e) {
            throw new RefusalException(Refusal.of(ErrorCode.REQUEST_TOO_LARGE));
        }
        if (!errors.isEmpty()) {
            throw new RefusalException(Refusals.violations(Violations.of("", errors), head.languages()));
        }
    }

    /** Keeps the first errors only: a large body can break its contract a million times. */
    private static final class BoundedErrors extends ArrayList<Error> {

        private static final long serialVersionUID = 1L;
        private static final int MAX = 200;

        @Override
        public boolean add(Error error) {
            return size() < MAX && super.add(error);
        }
    }
}
