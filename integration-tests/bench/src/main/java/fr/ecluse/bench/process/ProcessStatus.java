package fr.ecluse.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says of a process ({@code proc(5)}, {@code /proc/<pid>/status}).
 *
 * @param residentBytes memory that the process has in RAM now
 * @param peakResidentBytes the most it ever had
 * @param threads kernel threads
 */
public record ProcessStatus(long residentBytes, long peakResidentBytes, int threads) {
    private static final long BYTES_IN_KILOBYTE = 1024;

    public static ProcessStatus of(long pid) throws IOException {
        return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
    }

    /**
     * @throws IllegalArgumentException if a field is missing
     */
    static ProcessStatus parse(List<String> lines) {
        return new ProcessStatus(
                number(lines, "VmRSS") * BYTES_IN_KILOBYTE,
                number(lines, "VmHWM") * BYTES_IN_KILOBYTE,
                Math.toIntExact(number(lines, "Threads")));
    }

    private static long number(List<String> lines, String field) {
        String prefix = field + ":";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + field + " in the process status"));
    }
}
