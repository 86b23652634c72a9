package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.question.Projection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the rules of a server read. A server does not say; but where it has the bundle that the gateway has too, that
 * bundle says it. Of all other rules it is not known, so they are shown everything. Thread-safe.
 */
final class KnownProjections implements Function<String, Projection> {

    private final BundleSource source;
    private final Map<String, Projection> known = new HashMap<>();

    KnownProjections(BundleSource source) {
        this.source = source;
    }

    @Override
    public synchronized Projection apply(String revision) {
        if (revision.isEmpty()) {
            return Projection.EVERYTHING;
        }
        if (!known.containsKey(revision)) {
            look();
        }
        return known.getOrDefault(revision, Projection.EVERYTHING);
    }

    private void look() {
        try {
            Optional<Map<String, byte[]>> files = source.next();
            if (files.isPresent()) {
                Bundle bundle = Bundle.of(files.get());
                known.put(bundle.revision(), bundle.projection());
            }
        } catch (BadBundleException | IOException e) {
            // then nothing is known of it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
