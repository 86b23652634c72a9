package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.NamedText;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads flows when their files change, for authors; a mistake leaves the running ones as they are. */
public final class FlowWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowWatcher.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Supplier<List<NamedText>> files;
    private final FlowLoader loader;
    private final Thread thread;
    private List<NamedText> loaded;

    /** Begins to watch; what the files hold now counts as loaded. */
    public FlowWatcher(Supplier<List<NamedText>> files, FlowLoader loader) {
        this.files = files;
        this.loader = loader;
        this.thread = Thread.ofVirtual().name("ecluse-flow-watcher").unstarted(this::watch);
        this.loaded = files.get();
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                reloadIfChanged();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void reloadIfChanged() throws InterruptedException {
        try {
            List<NamedText> now = files.get();
            if (!now.equals(loaded)) {
                loaded = now;
                loader.load(now);
                LOG.info(
                        "flows reloaded: {}",
                        loader.flows().stream().map(Flow::id).toList());
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.error("flows not reloaded, the former ones go on: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
