package fr.ecluse.runtime.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again and again on a virtual thread, and says when what is in them has changed and then held still for
 * one interval. Polling sees what notifications do not: files that appear by a swapped symbolic link, and network
 * folders.
 */
final class FileWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);

    private final List<Path> files;
    private final Duration interval;
    private final Runnable onChange;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Begins to watch; what the files hold now counts as known. */
    FileWatcher(List<Path> files, Duration interval, Runnable onChange) {
        this.files = List.copyOf(files);
        this.interval = interval;
        this.onChange = onChange;
        if (!files.isEmpty()) {
            List<FileState> known = look(List.of());
            Thread.ofVirtual().name("ecluse-configuration-watcher").start(() -> watch(known));
        }
    }

    private void watch(List<FileState> atStart) {
        List<FileState> known = atStart;
        List<FileState> last = atStart;
        while (!waitedUntilClosed()) {
            List<FileState> now = look(last);
            boolean stillSinceLastLook = sameContent(now, last);
            last = now;
            if (stillSinceLastLook && !sameContent(now, known)) {
                known = now;
                report();
            }
        }
    }

    /** Whatever comes of it, the next change is to be seen. */
    private void report() {
        try {
            onChange.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a changed file was not taken", e);
        }
    }

    private List<FileState> look(List<FileState> last) {
        return last.isEmpty()
                ? files.stream().map(FileState::of).toList()
                : last.stream().map(FileState::again).toList();
    }

    private static boolean sameContent(List<FileState> one, List<FileState> other) {
        return one.stream()
                .map(FileState::content)
                .toList()
                .equals(other.stream().map(FileState::content).toList());
    }

    private boolean waitedUntilClosed() {
        try {
            return closed.await(interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Stops before the next look. */
    @Override
    public void close() {
        closed.countDown();
    }
}
