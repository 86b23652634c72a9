package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last requests that the simulator received. Bounded by number and by the bytes of their bodies: the oldest go
 * first. Safe for use by several threads.
 */
final class RequestJournal {
    static final int MAX_ENTRIES = 10_000;

    private static final long MAX_TOTAL_BYTES = 128L << 20;

    private final boolean recording;
    private final AtomicLong lastId = new AtomicLong();
    private final LongAdder inFlight = new LongAdder();
    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private long totalBytes;

    /**
     * @param recording whether requests are kept; without, they are only counted
     */
    RequestJournal(boolean recording) {
        this.recording = recording;
    }

    /** Begins a request's entry. */
    JournalEntry begin(HttpServerRequest request) {
        inFlight.increment();
        if (!recording) {
            return new JournalEntry(lastId.incrementAndGet(), request, false);
        }
        synchronized (entries) {
            JournalEntry entry = new JournalEntry(lastId.incrementAndGet(), request, true);
            entries.addLast(entry);
            dropOldest();
            return entry;
        }
    }

    /** Adds the body that came with a request; called once per entry. */
    void body(JournalEntry entry, Buffer body) {
        if (!recording) {
            return;
        }
        synchronized (entries) {
            if (isKept(entry)) {
                entry.body(body);
                totalBytes += entry.keptBytes();
                dropOldest();
            }
        }
    }

    /** Ids rise along the queue, and only the oldest are dropped. */
    private boolean isKept(JournalEntry entry) {
        JournalEntry oldest = entries.peekFirst();
        return oldest != null && entry.id() >= oldest.id();
    }

    /** Ends a request's entry; called once per entry. */
    void finished(JournalEntry entry, boolean clientLeft) {
        inFlight.decrement();
        entry.finished(clientLeft);
    }

    private void dropOldest() {
        while (entries.size() > MAX_ENTRIES || totalBytes > MAX_TOTAL_BYTES) {
            totalBytes -= entries.removeFirst().keptBytes();
        }
    }

    /** Number of requests that are being answered. */
    long inFlight() {
        return inFlight.sum();
    }

    /** Number of requests received since the start. */
    long received() {
        return lastId.get();
    }

    /** The entries kept whose id is greater than {@code since}, the newest last. */
    JsonArray since(long since) {
        List<JournalEntry> kept;
        synchronized (entries) {
            kept = List.copyOf(entries);
        }
        JsonArray list = new JsonArray();
        kept.stream().filter(entry -> entry.id() > since).forEach(entry -> list.add(entry.toJson()));
        return list;
    }

    /** Forgets all entries; ids go on. */
    void clear() {
        synchronized (entries) {
            entries.clear();
            totalBytes = 0;
        }
    }
}
