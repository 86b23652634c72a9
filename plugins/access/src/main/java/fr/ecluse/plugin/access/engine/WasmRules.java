package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.plugin.access.wasm.OpaInstance;
import fr.ecluse.plugin.access.wasm.OpaModule;
import fr.ecluse.spi.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One bundle, compiled to Java byte code once, and several instances of it, each of which answers one question at a time.
 */
final class WasmRules implements Rules {

    private static final Logger LOG = System.getLogger(WasmRules.class.getName());

    private final Bundle bundle;
    private final OpaModule module;
    private final Optional<MaskRules> masks;
    /** The one that was used last comes first: what it needs is still in the processor's caches. */
    private final LinkedBlockingDeque<Place> idle = new LinkedBlockingDeque<>();

    /** Where an instance is. One that failed is made anew by whoever comes next, so that there are always as many. */
    private final class Place {

        private @Nullable OpaInstance instance;

        private Place(OpaInstance instance) {
            this.instance = instance;
        }

        private byte[] evaluate(String entrypoint, byte[] input) {
            if (instance == null) {
                instance = module.instance(bundle.data());
            }
            return instance.evaluate(entrypoint, input);
        }

        /** An instance that failed may be half way through an answer. */
        private void drop() {
            instance = null;
        }
    }

    /**
     * Compiles a bundle.
     *
     * @param instances how many questions can be answered at a time
     * @throws BadBundleException if it is no Wasm that OPA made for the entrypoint
     */
    WasmRules(Bundle bundle, int instances) throws BadBundleException {
        this.bundle = bundle;
        boolean hasMasks = false;
        try {
            this.module = OpaModule.compile(bundle.wasm());
            for (int i = 0; i < instances; i++) {
                OpaInstance instance = module.instance(bundle.data());
                if (!instance.entrypoints().contains(ENTRYPOINT)) {
                    throw new BadBundleException("its Wasm module has no entrypoint " + ENTRYPOINT);
                }
                hasMasks = instance.entrypoints().contains(MaskRules.ENTRYPOINT);
                idle.add(new Place(instance));
            }
        } catch (RuntimeException e) {
            throw new BadBundleException("its Wasm module cannot be compiled", e);
        }
        if (bundle.hasMasks() && !hasMasks) {
            throw new BadBundleException(
                    "its Wasm module has no entrypoint " + MaskRules.ENTRYPOINT + ", which its rules have");
        }
        this.masks = hasMasks ? Optional.of(new WasmMasks(() -> module.instance(bundle.data()))) : Optional.empty();
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
    public Optional<MaskRules> masks() {
        return masks;
    }

    @Override
    public Result ask(Question question, Deadline deadline, Shield shield)
            throws NoDecisionException, InterruptedException {
        return ask(question.json(projection()), deadline, shield);
    }

    /** Asks a question that is JSON already. */
    Result ask(String question, Deadline deadline, Shield shield) throws NoDecisionException, InterruptedException {
        return ResultSet.read(
                        evaluate(ENTRYPOINT, question.getBytes(StandardCharsets.UTF_8), deadline, shield), revision())
                .orElseThrow(() -> new NoDecisionException(Cause.UNDEFINED, "no rule gave a result"));
    }

    /**
     * Evaluates a rule that the bundle was compiled for.
     *
     * @param input as JSON in UTF-8
     * @return OPA's set of results, as JSON in UTF-8
     */
    byte[] evaluate(String entrypoint, byte[] input, Deadline deadline, Shield shield)
            throws NoDecisionException, InterruptedException {
        @Nullable Place place = idle.pollFirst(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        if (place == null) {
            throw new NoDecisionException(Cause.TIMEOUT, "every instance of the rules is busy");
        }
        try {
            return shield.run(() -> place.evaluate(entrypoint, input));
        } catch (Exception | Error e) {
            place.drop();
            LOG.log(
                    Level.ERROR,
                    "the access rules failed, and are made anew: {0}",
                    e.getClass().getName());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new NoDecisionException(Cause.UNAVAILABLE, e.getClass().getName());
        } finally {
            idle.addFirst(place);
        }
    }
}
