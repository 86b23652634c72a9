package fr.ecluse.plugin.metering;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The usage ledgers that are open: each file has one writer, which ends with its last user. Thread-safe. */
final class UsageFiles {

    private static final class Shared {
        private final UsageFile file;
        private final long maxSize;
        private int users;

        private Shared(UsageFile file, long maxSize) {
            this.file = file;
            this.maxSize = maxSize;
        }
    }

    private final Map<Path, Shared> open = new HashMap<>();

    /**
     * Opens a file, or joins those who use it already.
     *
     * @param maxSize the size in bytes at which the file is put aside
     * @throws IllegalArgumentException if somebody uses the file with another size
     * @throws UncheckedIOException if it cannot be written to
     */
    Lease open(Path path, long maxSize, InstantSource clock, MeterRegistry meters) {
        Path key = path.toAbsolutePath().normalize();
        synchronized (open) {
            Shared shared = open.get(key);
            if (shared == null) {
                shared = new Shared(start(key, maxSize, clock, meters), maxSize);
                open.put(key, shared);
            } else if (shared.maxSize != maxSize) {
                throw new IllegalArgumentException("max-size: another step writes the same file with another max-size");
            }
            shared.users++;
            return new Lease(key, shared);
        }
    }

    private static UsageFile start(Path path, long maxSize, InstantSource clock, MeterRegistry meters) {
        try {
            return new UsageFile(RotatingFile.open(path, maxSize, clock), meters);
        } catch (IOException e) {
            throw new UncheckedIOException("the usage ledger cannot be written: " + path, e);
        }
    }

    private void leave(Path path, Shared shared) {
        synchronized (open) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            open.remove(path);
            shared.file.close(); // under the lock, so that the next to open the file finds it whole
        }
    }

    /** One user's share in a file. */
    final class Lease implements AutoCloseable {

        private final Path path;
        private final Shared shared;
        private final AtomicBoolean left = new AtomicBoolean();

        private Lease(Path path, Shared shared) {
            this.path = path;
            this.shared = shared;
        }

        /** See {@link UsageFile#append}. */
        void append(byte[] line) throws InterruptedException {
            shared.file.append(line);
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                leave(path, shared);
            }
        }
    }
}
