package fr.ecluse.bench.process;

import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks another JVM for the size of its heap after a full collection, with the JDK's {@code jcmd}. */
public final class HeapProbe {
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])\\b");
    private static final long TIMEOUT_SECONDS = 60;

    private final String pid;

    public HeapProbe(long pid) {
        this.pid = Long.toString(pid);
    }

    /**
     * Collects twice, because the first collection only finds what cleaners and weak references then let go.
     *
     * @return bytes of live objects
     */
    public long liveBytes() throws IOException, CannotRunException, InterruptedException {
        jcmd("GC.run");
        jcmd("GC.run");
        return parse(jcmd("GC.heap_info"));
    }

    /**
     * Reads {@code GC.heap_info} of any of HotSpot's collectors: the sum of what the parts of the heap use, without the
     * class metadata that the command lists beside them.
     *
     * @throws IllegalArgumentException if no part of the heap says what it uses
     */
    static long parse(String heapInfo) {
        long bytes = 0;
        boolean found = false;
        for (String line : heapInfo.lines().map(String::strip).toList()) {
            if (line.startsWith("Metaspace") || line.startsWith("class space")) {
                continue;
            }
            Matcher used = USED.matcher(line);
            while (used.find()) {
                bytes += Long.parseLong(used.group(1)) * unit(used.group(2));
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("no heap in: " + heapInfo);
        }
        return bytes;
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            default -> 1L << 30;
        };
    }

    private String jcmd(String what) throws IOException, CannotRunException, InterruptedException {
        Process process = new ProcessBuilder(JavaProgram.tool("jcmd"), pid, what)
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new CannotRunException("jcmd " + what + " failed: " + output.strip());
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
