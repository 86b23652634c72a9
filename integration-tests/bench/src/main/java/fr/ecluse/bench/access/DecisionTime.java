package fr.ecluse.bench.access;

import fr.ecluse.bench.process.Arguments;
import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.Trial;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.RulingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the embedded rules again and again, as a process of its own, on one thread: what a request asks before its texts are
 * looked at and after, in turn. From the question as text to the ruling that was read. Its arguments are those of
 * {@link #arguments}; it writes a {@link DecisionReport} as JSON.
 */
public final class DecisionTime {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double NANOS_IN_MICRO = 1000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Trial rules;
    private final String request = question("question-request.json");
    private final String content = question("question-content.json");

    private DecisionTime(Trial rules) {
        this.rules = rules;
    }

    /**
     * The program arguments.
     *
     * @param bundle the rules
     * @param time for which decisions are measured; for three times as long they are made before
     * @param out where the report goes
     */
    public static List<String> arguments(Path bundle, Duration time, Path out) {
        return List.of("--bundle=" + bundle, "--time-ms=" + time.toMillis(), "--out=" + out);
    }

    /** Reads what the process has written. */
    public static DecisionReport read(Path out) throws IOException {
        return JSON.readValue(Files.readString(out), DecisionReport.class);
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoDecisionException {
        Arguments arguments = new Arguments(args);
        DecisionTime decisions = new DecisionTime(Engines.trial(Path.of(arguments.text("bundle"))));
        Duration time = Duration.ofMillis(arguments.number("time-ms"));
        decisions.measure(time.multipliedBy(3));
        Files.writeString(Path.of(arguments.text("out")), JSON.writeValueAsString(decisions.measure(time)));
    }

    static String question(String name) {
        try (InputStream resource = Objects.requireNonNull(DecisionTime.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DecisionReport measure(Duration time) throws InterruptedException, NoDecisionException {
        Histogram requests = new Histogram(SIGNIFICANT_DIGITS);
        Histogram contents = new Histogram(SIGNIFICANT_DIGITS);
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            requests.recordValue(decide(request));
            contents.recordValue(decide(content));
        }
        return new DecisionReport(median(requests), median(contents), requests.getTotalCount());
    }

    /** In nanoseconds. */
    private long decide(String question) throws InterruptedException, NoDecisionException {
        long start = System.nanoTime();
        boolean allowed = RulingReader.read(rules.ask(question).value()).allow();
        long took = System.nanoTime() - start;
        if (!allowed) {
            throw new IllegalStateException("the rules deny what the bench asks: " + question);
        }
        return took;
    }

    private static double median(Histogram nanos) {
        return nanos.getValueAtPercentile(50) / NANOS_IN_MICRO;
    }
}
