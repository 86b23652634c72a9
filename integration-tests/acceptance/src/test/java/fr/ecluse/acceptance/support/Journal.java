package fr.ecluse.acceptance.support;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** What the simulator received, found by the id that the gateway gives each request. */
public final class Journal {

    private final ApiClient simulator;

    Journal(ApiClient simulator) {
        this.simulator = simulator;
    }

    /** Everything that it received, the newest last. */
    public List<JournalEntry> all() {
        return StreamSupport.stream(simulator.get("/sim/requests").json().spliterator(), false)
                .map(JournalEntry::of)
                .toList();
    }

    /** The requests that reached it under this id; none if the gateway refused. */
    public List<JournalEntry> of(String requestId) {
        return all().stream()
                .filter(entry -> entry.headers("x-request-id").contains(requestId))
                .toList();
    }

    /** The one request that reached it under this id. */
    public JournalEntry one(String requestId) {
        List<JournalEntry> entries = of(requestId);
        if (entries.size() != 1) {
            throw new AssertionError(entries.size() + " requests with the id " + requestId + " reached the upstream");
        }
        return entries.getFirst();
    }

    /** Waits until the one request with this id is as it should be. */
    public JournalEntry await(String requestId, Predicate<JournalEntry> condition) {
        return Awaitility.await("request " + requestId + " upstream")
                .until(() -> of(requestId), entries -> entries.size() == 1 && condition.test(entries.getFirst()))
                .getFirst();
    }
}
