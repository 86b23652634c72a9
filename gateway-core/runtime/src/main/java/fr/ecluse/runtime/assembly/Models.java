package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.gate.Generation;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.reload.Reloadable;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The models and zones in force, swapped as a whole when the configuration is reloaded. Thread-safe. */
final class Models implements Reloadable {

    private final ModelsPart part;
    private final AtomicReference<InForce> inForce;

    /** What was built, and from what. */
    private record InForce(EcluseOptions options, ModelsPart.Built built) {}

    Models(ModelsPart part, EcluseOptions options) {
        this.part = part;
        this.inForce = new AtomicReference<>(new InForce(options, part.build(options, 1)));
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Set<String> sections() {
        return Set.of("models", "upstream", "zones");
    }

    /**
     * {@inheritDoc}
     *
     * <p>While the upstream has never listed its models, a configuration without them is as good as the one in force;
     * once it has, none is taken that would lose them.
     */
    @Override
    public Prepared prepare(ConfigTree configuration, long generation) throws IOException {
        EcluseOptions options = EcluseOptions.bind(configuration);
        ModelsPart.Built next = part.build(options, generation);
        if (next.missing().isPresent() && missing().isEmpty()) {
            throw new IOException(
                    "no models from the upstream: " + next.missing().get());
        }
        return () -> inForce.set(new InForce(options, next));
    }

    /** Asks an upstream again that has never listed its models; the configuration stays the same. */
    void retryUpstream() {
        InForce before = present();
        if (before.built().missing().isEmpty()) {
            return;
        }
        ModelsPart.Built next =
                part.build(before.options(), before.built().generation().number());
        if (next.missing().isEmpty()) {
            // Not over what a reload has put there meanwhile: then the next retry asks anew.
            inForce.compareAndSet(before, new InForce(before.options(), next));
        }
    }

    private InForce present() {
        return Objects.requireNonNull(inForce.get());
    }

    Generation generation() {
        return present().built().generation();
    }

    ModelCatalogue catalogue() {
        return generation().models();
    }

    /** Why the upstream's models are not there, if they are not. */
    Optional<String> missing() {
        return present().built().missing();
    }
}
