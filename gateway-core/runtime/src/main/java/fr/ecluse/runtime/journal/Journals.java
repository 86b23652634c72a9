package fr.ecluse.runtime.journal;

import fr.ecluse.spi.Journal;
import fr.ecluse.spi.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The journals that are open: each file has one writer, which ends with its last user. Thread-safe. */
public final class Journals {

    private record Open(JournalFile file, long maxSize) {}

    private final Leases<Path, Open> open =
            new Leases<>(journal -> journal.file().close());
    private final InstantSource clock;
    private final MeterRegistry meters;

    public Journals(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Opens a file, or joins those who use it already.
     *
     * @param maxSize the size in bytes at which the file is put aside
     * @throws IllegalArgumentException if somebody uses the file with another size
     * @throws UncheckedIOException if it cannot be written to
     */
    public Journal open(Path path, long maxSize) {
        Path key = path.toAbsolutePath().normalize();
        Leases.Lease<Open> lease = open.lease(key, () -> new Open(start(key, maxSize), maxSize));
        if (lease.value().maxSize() != maxSize) {
            lease.close();
            throw new IllegalArgumentException("max-size: another step writes the same file with another max-size");
        }
        return new Journal() {
            @Override
            public void append(byte[] line) throws InterruptedException {
                lease.value().file().append(line);
            }

            @Override
            public void close() {
                lease.close();
            }
        };
    }

    private JournalFile start(Path path, long maxSize) {
        try {
            return new JournalFile(stem(path), RotatingFile.open(path, maxSize, clock), meters);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written: " + path, e);
        }
    }

    private static String stem(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }
}
