package fr.ecluse.bench.stream;

import java.util.Map;

/**
 * What a run of many streams saw.
 *
 * @param streams opened
 * @param events received, each counted once
 * @param lost events that never came
 * @param duplicated events that came again
 * @param reordered events that came after a later one
 * @param unknown events that were never sent
 * @param broken streams that did not end well, by what was wrong
 * @param firstToken from the request to the first event
 * @param eventDelay from sending an event to receiving it
 */
public record StreamReport(
        int streams,
        long events,
        long lost,
        long duplicated,
        long reordered,
        long unknown,
        Map<String, Integer> broken,
        Delays firstToken,
        Delays eventDelay) {
    public StreamReport {
        broken = Map.copyOf(broken);
    }

    /** Milliseconds that half, 99 of 100 and all of them kept. */
    public record Delays(double p50, double p99, double max) {}

    /** Events and streams with any fault; 0 when all went well. */
    public long faults() {
        long brokenStreams =
                broken.values().stream().mapToInt(Integer::intValue).sum();
        return lost + duplicated + reordered + unknown + brokenStreams;
    }
}
