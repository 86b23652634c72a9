package fr.ecluse.plugin.access.engine;

import com.styra.opa.wasm.OpaPolicy;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One bundle, compiled to Java byte code and ready in several instances, each of which answers one question at a time. An
 * instance that failed may be half way through an answer, so another one takes its place.
 */
final class WasmRules implements Rules {

    private static final Logger LOG = System.getLogger(WasmRules.class.getName());

    /** In pages of 64 kB: 256 MB, for data and one question. */
    private static final int MAX_MEMORY = 4096;

    private final Bundle bundle;
    private final int instances;
    private final LinkedBlockingDeque<OpaPolicy> idle = new LinkedBlockingDeque<>();

    /**
     * Compiles a bundle.
     *
     * @param instances how many questions can be answered at a time
     * @throws BadBundleException if it is no Wasm that OPA made for the entrypoint
     */
    WasmRules(Bundle bundle, int instances) throws BadBundleException {
        this.bundle = bundle;
        this.instances = instances;
        try {
            idle.add(instance());
        } catch (RuntimeException e) {
            throw new BadBundleException("its Wasm module cannot be compiled", e);
        }
        Thread.startVirtualThread(this::addOthers);
    }

    /** Makes the other instances, beside whoever asks the first one meanwhile. */
    private void addOthers() {
        for (int i = 1; i < instances; i++) {
            idle.addLast(instance());
        }
    }

    private OpaPolicy instance() {
        return OpaPolicy.builder()
                .withPolicy(bundle.wasm())
                .withMaxMemory(MAX_MEMORY)
                .build()
                .data(bundle.data())
                .entrypoint(ENTRYPOINT);
    }

    /**
     * Has each instance answer questions for a while: what was compiled from Wasm starts as byte code that the JVM
     * interprets, and is a hundred times faster when the JVM has compiled that too. Waits for all instances.
     */
    void warmUp(List<String> questions, Duration each) throws InterruptedException {
        for (int i = 0; i < instances && !questions.isEmpty(); i++) {
            OpaPolicy instance = idle.takeFirst();
            Deadline end = Deadline.in(each);
            while (!end.hasPassed()) {
                questions.forEach(instance::evaluate);
            }
            idle.addLast(instance);
        }
    }

    @Override
    public String revision() {
        return bundle.revision();
    }

    @Override
    public Projection projection() {
        return bundle.projection();
    }

    @Override
    public Result ask(Question question, Deadline deadline) throws NoDecisionException, InterruptedException {
        return ask(question.json(projection()), deadline);
    }

    /** Asks a question that is JSON already. */
    Result ask(String question, Deadline deadline) throws NoDecisionException, InterruptedException {
        @Nullable OpaPolicy instance = idle.pollFirst(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        if (instance == null) {
            throw new NoDecisionException(Cause.TIMEOUT, "every instance of the rules is busy");
        }
        return result(evaluate(instance, question));
    }

    private String evaluate(OpaPolicy instance, String question) throws NoDecisionException, InterruptedException {
        String answer;
        try {
            answer = instance.evaluate(question);
        } catch (RuntimeException | Error e) {
            replace(e);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new NoDecisionException(Cause.UNAVAILABLE, e.getClass().getName());
        }
        idle.addFirst(instance);
        return answer;
    }

    private void replace(Throwable failure) {
        LOG.log(
                Level.ERROR,
                "the access rules failed, and are made anew: {0}",
                failure.getClass().getName());
        Thread.startVirtualThread(() -> idle.addLast(instance()));
    }

    /** OPA answers with a set of results: one for a rule that is defined, none for one that is not. */
    private Result result(String answer) throws NoDecisionException {
        try {
            JsonDocument document = JsonDocument.parse(answer.getBytes(StandardCharsets.UTF_8));
            if (document.root() instanceof JsonArray results) {
                if (results.items().isEmpty()) {
                    throw new NoDecisionException(Cause.UNDEFINED, "no rule gave a result");
                }
                if (results.items().getFirst() instanceof JsonObject result
                        && result.get("result").isPresent()) {
                    return Result.in(document, result.get("result").get(), revision());
                }
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw new NoDecisionException(Cause.MALFORMED, "the engine gave no result set");
    }
}
