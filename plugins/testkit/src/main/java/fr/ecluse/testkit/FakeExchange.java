package fr.ecluse.testkit;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.json.TextWalker;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a gateway. It keeps the rules of the real one (no body before a subject is known, a subject is
 * known once, levels only rise) and remembers what a policy did to it. Used from one thread, but for {@link #cancel()}.
 */
public final class FakeExchange implements Exchange {

    private final String id;
    private final Operation operation;
    private final RequestHead request;
    private final List<Body> bodies = new ArrayList<>();
    private final FakeLedger ledger = new FakeLedger();
    private final Set<String> categories = new TreeSet<>();
    private final Map<String, String> answerHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final IdentityHashMap<Attribute<?>, Object> attributes = new IdentityHashMap<>();
    private final @Nullable RefusalException unreadable;
    private final Optional<ModelCard> model;
    private Deadline deadline;
    private Sensitivity level;
    private boolean bodyWasRead;
    private Obligations obligations = Obligations.none();
    private @Nullable Subject subject;
    private @Nullable Target target;
    private @Nullable Usage usage;
    private Answer.@Nullable Buffered answer;
    private volatile boolean cancelled;
    private int shieldedCalls;

    private FakeExchange(Builder builder) {
        this.id = builder.id;
        this.operation = builder.operation;
        this.request = new RequestHead(
                builder.operation.method(),
                builder.path == null ? builder.operation.path() : builder.path,
                Optional.ofNullable(builder.query),
                Headers.of(builder.headers),
                builder.pathParameters,
                "127.0.0.1",
                Optional.ofNullable(builder.clientCertificate),
                builder.languages);
        this.bodies.add(builder.body);
        this.unreadable = builder.unreadable;
        this.deadline = Deadline.in(builder.timeLimit);
        this.level = builder.level;
        this.model = builder.model;
        this.subject = builder.subject;
        this.target = builder.target;
        this.usage = builder.usage;
        this.answer = builder.answer;
        this.categories.addAll(builder.categories);
    }

    /** Begins a POST of JSON to {@link FakeOperation#chat()}, from a subject that is known. */
    public static Builder chat() {
        return new Builder(FakeOperation.chat())
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    /** Begins an empty request to an operation, from nobody that is known yet. */
    public static Builder to(Operation operation) {
        return new Builder(operation);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public Body body() throws RefusalException {
        if (subject == null) {
            throw new IllegalStateException("the body is not read before the caller is known");
        }
        if (unreadable != null) {
            throw unreadable;
        }
        bodyWasRead = true;
        return bodies.getLast();
    }

    /** Whether anybody asked for the body. */
    public boolean bodyWasRead() {
        return bodyWasRead;
    }

    @Override
    public void replaceBody(Body body) throws RefusalException {
        body(); // so that nothing replaces what was never read
        bodies.add(body);
    }

    /** The bodies that the request has had, the one that came first. */
    public List<Body> bodies() {
        return List.copyOf(bodies);
    }

    @Override
    public int revision() {
        return bodies.size() - 1;
    }

    @Override
    public TextWalker requestTexts() {
        return operation.requestTexts();
    }

    @Override
    public Optional<ModelCard> model() {
        return model;
    }

    @Override
    public Optional<Subject> subject() {
        return Optional.ofNullable(subject);
    }

    @Override
    public void identify(Subject caller) {
        if (subject != null) {
            throw new IllegalStateException("the caller is known already");
        }
        subject = caller;
    }

    @Override
    public Sensitivity level() {
        return model.map(card -> level.max(card.floor())).orElse(level);
    }

    @Override
    public void raise(Sensitivity higher) {
        level = level.max(higher);
    }

    @Override
    public Set<String> categories() {
        return Set.copyOf(categories);
    }

    @Override
    public void addCategory(String category) {
        categories.add(category);
    }

    @Override
    public Obligations obligations() {
        return obligations;
    }

    @Override
    public void oblige(Obligations more) {
        obligations = obligations.and(more);
    }

    @Override
    public Optional<Answer.Buffered> answer() {
        return Optional.ofNullable(answer);
    }

    @Override
    public void replaceAnswerBody(Body body) {
        answer = Objects.requireNonNull(answer, "there is no buffered answer").withBody(body);
    }

    /** Puts the answer there that policies see on the way back. */
    public void answer(Answer.Buffered present) {
        answer = present;
    }

    @Override
    public void addAnswerHeader(String name, String value) {
        Headers.of(name, value); // refuses line breaks
        answerHeaders.put(name, value);
    }

    /** The headers that policies added to the answer, by name without regard to case. */
    public Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    @Override
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    /** Chooses the place that serves the request. */
    public void target(Target chosen) {
        target = chosen;
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    /** Says what the upstream consumed. */
    public void usage(Usage consumed) {
        usage = consumed;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /** Adds what a step did. */
    public void entered(Ledger.Entry entry) {
        ledger.add(entry);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    /** Moves the deadline to this long from now. */
    public void deadline(Duration fromNow) {
        deadline = Deadline.in(fromNow);
    }

    @Override
    public <T> T despiteCancel(Callable<T> call) throws Exception {
        shieldedCalls++;
        return call.call();
    }

    /** How often something ran that the caller's leaving would not have interrupted. */
    public int shieldedCalls() {
        return shieldedCalls;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** The caller leaves. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public <T> Optional<T> attribute(Attribute<T> key) {
        return Optional.ofNullable(attributes.get(key)).map(key.type()::cast);
    }

    @Override
    public <T> void attribute(Attribute<T> key, T value) {
        attributes.put(key, value);
    }

    @Override
    public String toString() {
        return "FakeExchange[" + id + "]";
    }

    /** Describes an exchange. */
    public static final class Builder {
        private final Operation operation;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final Map<String, String> pathParameters = new TreeMap<>();
        private final Set<String> categories = new TreeSet<>();
        private String id = "req-test-0001";
        private List<Locale> languages = List.of();
        private Body body = Body.empty();
        private Optional<ModelCard> model = Optional.empty();
        private Sensitivity level = Sensitivity.USUAL;
        private Duration timeLimit = Duration.ofSeconds(10);
        private @Nullable RefusalException unreadable;
        private @Nullable String path;
        private @Nullable String query;
        private @Nullable X509Certificate clientCertificate;
        private @Nullable Subject subject;
        private @Nullable Target target;
        private @Nullable Usage usage;
        private Answer.@Nullable Buffered answer;

        private Builder(Operation operation) {
            this.operation = operation;
        }

        public Builder id(String value) {
            id = value;
            return this;
        }

        /** Adds a header; one of the same name stays. */
        public Builder header(String name, String value) {
            headers.add(Map.entry(name, value));
            return this;
        }

        public Builder withoutHeader(String name) {
            headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
            return this;
        }

        /** The raw query, without the question mark. */
        public Builder query(String raw) {
            query = raw;
            return this;
        }

        /** The raw path; without it, the operation's template. */
        public Builder path(String raw) {
            path = raw;
            return this;
        }

        /** A decoded parameter of the path. */
        public Builder pathParameter(String name, String value) {
            pathParameters.put(name, value);
            return this;
        }

        /** The certificate that the caller showed; without it, none. */
        public Builder clientCertificate(X509Certificate shown) {
            clientCertificate = shown;
            return this;
        }

        public Builder languages(Locale... wanted) {
            languages = List.of(wanted);
            return this;
        }

        public Builder body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        public Builder body(byte[] bytes) {
            body = Body.of(bytes);
            return this;
        }

        /** Makes the reading of the body fail. */
        public Builder unreadableBody(RefusalException failure) {
            unreadable = failure;
            return this;
        }

        public Builder subject(Subject caller) {
            subject = caller;
            return this;
        }

        /** Nobody is known yet. */
        public Builder anonymous() {
            subject = null;
            return this;
        }

        /** The model that the body is said to name. */
        public Builder model(ModelCard card) {
            model = Optional.of(card);
            return this;
        }

        public Builder level(Sensitivity value) {
            level = value;
            return this;
        }

        public Builder category(String value) {
            categories.add(value);
            return this;
        }

        public Builder target(Target chosen) {
            target = chosen;
            return this;
        }

        public Builder usage(Usage consumed) {
            usage = consumed;
            return this;
        }

        public Builder answer(Answer.Buffered present) {
            answer = present;
            return this;
        }

        /** How long the policy may take. */
        public Builder timeLimit(Duration fromNow) {
            timeLimit = fromNow;
            return this;
        }

        public FakeExchange build() {
            return new FakeExchange(this);
        }
    }
}
