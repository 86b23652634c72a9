package fr.ecluse.plugin.access.shadow;

import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.Trial;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts recorded decisions before a candidate bundle, and reports what it would have decided otherwise: {@code ./ecluse rules
 * replay}. Callers stand in the record as pseudonyms, so entries for one caller alone do not hold here.
 */
public final class Replay {

    private static final int SHOWN = 50;

    private final Trial candidate;
    private final PrintStream out;
    private final Map<Difference, Integer> counts = new EnumMap<>(Difference.class);
    private int unreadable;

    private Replay(Trial candidate, PrintStream out) {
        this.candidate = candidate;
        this.out = out;
    }

    /**
     * Replays a decision log.
     *
     * @param arguments {@code --log=<file> --bundle=<file or folder>}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Optional<Path> log = option(arguments, "--log=");
        Optional<Path> bundle = option(arguments, "--bundle=");
        if (arguments.length != 2 || log.isEmpty() || bundle.isEmpty()) {
            System.err.println("usage: rules replay --log=<decisions.jsonl> --bundle=<bundle.tar.gz or folder>");
            System.exit(2);
            return;
        }
        try {
            run(log.get(), bundle.get(), System.out);
        } catch (IllegalArgumentException | NoSuchFileException e) {
            System.err.println("rules replay: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Optional<Path> option(String[] arguments, String name) {
        for (String argument : arguments) {
            if (argument.startsWith(name)) {
                return Optional.of(Path.of(argument.substring(name.length())));
            }
        }
        return Optional.empty();
    }

    /**
     * Replays a decision log.
     *
     * @return how many decisions came out in which way
     * @throws IllegalArgumentException if the bundle cannot be taken
     */
    static Map<Difference, Integer> run(Path log, Path bundle, PrintStream out)
            throws IOException, InterruptedException {
        Replay replay = new Replay(Engines.trial(bundle), out);
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                replay.take(line);
            }
        }
        replay.report();
        return replay.counts;
    }

    private void take(String line) throws InterruptedException {
        try {
            JsonDocument document = JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8));
            if (document.root() instanceof JsonObject event
                    && event.object("input").isPresent()
                    && event.object("result").isPresent()) {
                compare(
                        document,
                        event,
                        event.object("input").get(),
                        event.object("result").get());
            } else {
                unreadable++; // among them events of requests that got no decision
            }
        } catch (MalformedJsonException e) {
            unreadable++;
        }
    }

    private void compare(JsonDocument document, JsonObject event, JsonObject input, JsonValue result)
            throws InterruptedException {
        String question =
                new String(document.bytes(), input.start(), input.end() - input.start(), StandardCharsets.UTF_8);
        Difference difference;
        String now = "";
        try {
            var answer = candidate.ask(question);
            now = answer.json();
            difference = Difference.between(RulingReader.read(result), RulingReader.read(answer.value()));
        } catch (NoDecisionException e) {
            now = String.valueOf(e.getMessage());
            difference = Difference.ERROR;
        }
        int count = counts.merge(difference, 1, Integer::sum);
        if (difference != Difference.SAME && count <= SHOWN) {
            out.println(difference.word() + " " + event.text("decision_id").orElse("") + "\n  question  " + question
                    + "\n  now       " + now);
        }
    }

    private void report() {
        out.println("candidate " + candidate.revision());
        for (Difference difference : Difference.values()) {
            out.printf("%-20s %d%n", difference.word(), counts.getOrDefault(difference, 0));
        }
        out.printf("%-20s %d%n", "without a decision", unreadable);
    }
}
