package fr.ecluse.bench.load;

import java.util.HashMap;
import java.util.Map;

/**
 * What one run of {@code wrk} saw.
 *
 * @param requests answers received
 * @param seconds how long the run took
 * @param badAnswers answers with a status of 400 or more
 * @param brokenConnections connects, reads and writes that failed, and requests without an answer in time
 * @param medianMicros median time to an answer
 * @param p99Micros time that 99 of 100 answers kept
 */
public record WrkResult(
        long requests, double seconds, long badAnswers, long brokenConnections, long medianMicros, long p99Micros) {
    private static final String LINE = "bench ";
    private static final double MICROS_IN_SECOND = 1_000_000;

    /**
     * Reads the line that {@code post.lua} prints at the end of the run.
     *
     * @throws IllegalArgumentException if the line or one of its numbers is missing
     */
    static WrkResult parse(String output) {
        String line = output.lines()
                .filter(candidate -> candidate.startsWith(LINE))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("wrk gave no result: " + output.strip()));
        Map<String, Long> numbers = new HashMap<>();
        for (String field : line.substring(LINE.length()).strip().split(" ", -1)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("not a number of wrk's result: " + field);
            }
            numbers.put(field.substring(0, equals), Long.parseLong(field.substring(equals + 1)));
        }
        long broken = number(numbers, "connect")
                + number(numbers, "read")
                + number(numbers, "write")
                + number(numbers, "timeout");
        return new WrkResult(
                number(numbers, "requests"),
                number(numbers, "duration_us") / MICROS_IN_SECOND,
                number(numbers, "status"),
                broken,
                number(numbers, "p50_us"),
                number(numbers, "p99_us"));
    }

    public double perSecond() {
        return requests / seconds;
    }

    /** Whether every request was answered well, and there was at least one. */
    public boolean isClean() {
        return requests > 0 && badAnswers == 0 && brokenConnections == 0;
    }

    private static long number(Map<String, Long> numbers, String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("wrk's result has no " + name);
        }
        return number;
    }
}
