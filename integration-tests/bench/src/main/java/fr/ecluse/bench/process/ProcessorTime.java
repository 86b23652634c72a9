package fr.ecluse.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the machine's processors have spent their time since it was started ({@code proc(5)}), in clock ticks. Time in
 * interrupts counts as total only, because it cannot be told whose it is.
 *
 * @param total of all processors
 * @param busy in programs, or taken by other virtual machines
 * @param own in this process and in those of its children that have ended
 */
public record ProcessorTime(long total, long busy, long own) {
    /** In {@code /proc/stat}: all but the guests' time, which stands in the users' time too. */
    private static final List<Integer> ALL_FIELDS = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    /** In {@code /proc/stat}: user, nice, system, steal. */
    private static final List<Integer> BUSY_FIELDS = List.of(0, 1, 2, 7);
    /** In {@code /proc/self/stat}, from the state on: utime, stime, cutime, cstime. */
    private static final List<Integer> OWN_FIELDS = List.of(11, 12, 13, 14);

    public static ProcessorTime now() throws IOException {
        return parse(Files.readString(Path.of("/proc/stat")), Files.readString(Path.of("/proc/self/stat")));
    }

    /** Reads both files. */
    static ProcessorTime parse(String machine, String process) {
        String first = machine.lines().findFirst().orElseThrow();
        List<String> ticks = fields(first.substring("cpu".length()));
        // The name, in parentheses, may contain anything.
        List<String> fields = fields(process.substring(process.lastIndexOf(')') + 1));
        return new ProcessorTime(sum(ticks, ALL_FIELDS), sum(ticks, BUSY_FIELDS), sum(fields, OWN_FIELDS));
    }

    /** The share of the processors that others have used since then, from 0 to 1. */
    public double shareOfOthersSince(ProcessorTime then) {
        double others = (busy - then.busy) - (own - then.own);
        return Math.clamp(others / Math.max(1, total - then.total), 0, 1);
    }

    private static List<String> fields(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    private static long sum(List<String> fields, List<Integer> indexes) {
        return indexes.stream().map(fields::get).mapToLong(Long::parseLong).sum();
    }
}
