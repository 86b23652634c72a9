package fr.ecluse.runtime.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the log is told of servers that cannot be asked: of each one line a second at most, with how many failures it stands
 * for. Thread-safe.
 */
final class UpstreamFailures {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Map<String, Recent> recent = new ConcurrentHashMap<>();

    /**
     * The failures of one server.
     *
     * @param due when the next line may come
     * @param count the failures since the last one
     */
    private record Recent(long due, int count) {}

    /**
     * @param nanoTime the monotonic clock
     */
    UpstreamFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes a failure into account; gives the line for the log, if one is due. */
    Optional<String> line(String server, @Nullable Throwable cause) {
        long now = nanoTime.getAsLong();
        int[] told = new int[1];
        recent.compute(server, (_, before) -> {
            int count = before == null ? 1 : before.count() + 1;
            if (before != null && now - before.due() < 0) {
                return new Recent(before.due(), count);
            }
            told[0] = count;
            return new Recent(now + BETWEEN_LINES.toNanos(), 0);
        });
        return switch (told[0]) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("the model server " + server + " cannot be asked: " + cause);
            default ->
                Optional.of("the model server " + server + " could not be asked " + told[0]
                        + " times since the last message; now: " + cause);
        };
    }
}
