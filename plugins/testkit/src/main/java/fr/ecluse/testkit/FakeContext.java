package fr.ecluse.testkit;

import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.Journal;
import fr.ecluse.spi.JournalPlace;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.Registration;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.spi.state.SharedState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What a policy or a builtin may use, for tests. The clock stands at 2026-01-31T12:00:00Z until it is moved. */
public final class FakeContext implements PolicyContext, BuiltinContext {

    private final StepName step;
    private final Path stateFolder;
    private final TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SharedState state = new InMemorySharedState(clock);
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, Supplier<Optional<String>>> problems = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> parts = new ConcurrentHashMap<>();
    private List<String> models = List.of();

    /**
     * A context for a step.
     *
     * @param step written {@code policy} or {@code policy@phase}
     * @param stateFolder a temporary folder
     */
    public FakeContext(String step, Path stateFolder) {
        this.step = StepName.parse(step);
        this.stateFolder = stateFolder;
    }

    /** Lets a reference lead to a value. */
    public FakeContext withSecret(String reference, String value) {
        secrets.put(reference, new Secret(value));
        return this;
    }

    /** Has the gateway serve these models. */
    public FakeContext withModels(String... aliases) {
        models = List.of(aliases);
        return this;
    }

    @Override
    public List<String> models() {
        return models;
    }

    @Override
    public <T> T shared(Class<T> type, Supplier<T> maker) {
        return type.cast(parts.computeIfAbsent(type, _ -> maker.get()));
    }

    @Override
    public String flow() {
        return "test.flow";
    }

    @Override
    public StepName step() {
        return step;
    }

    @Override
    public SimpleMeterRegistry meters() {
        return meters;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public SharedState state() {
        return state;
    }

    @Override
    public HttpClient http() {
        return HttpClient.newHttpClient();
    }

    @Override
    public Secret secret(SecretRef reference) {
        Secret secret = secrets.get(reference.ref());
        if (secret == null) {
            throw new IllegalArgumentException("there is nothing at " + reference.ref());
        }
        return secret;
    }

    /** Pseudonyms that are stable, without a key. */
    @Override
    public Pseudonyms pseudonyms() {
        return (tenant, value) -> UUID.nameUUIDFromBytes((tenant + '/' + value).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** A file that is written at once; nobody puts it aside. */
    @Override
    public Journal journal(JournalPlace place) {
        return new FakeJournal(stateFolder.resolve(place.file()));
    }

    @Override
    public Registration showInHealth(String part, Supplier<Optional<String>> problem) {
        problems.put(part, problem);
        return () -> problems.remove(part, problem);
    }

    /** What policies show in the gateway's health. */
    public Optional<String> problem(String part) {
        Supplier<Optional<String>> problem = problems.get(part);
        return problem == null ? Optional.empty() : problem.get();
    }

    @Override
    public Path stateFolder() {
        return stateFolder;
    }
}
