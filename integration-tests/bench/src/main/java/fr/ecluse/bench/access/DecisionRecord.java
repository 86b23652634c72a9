package fr.ecluse.bench.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a gateway's record of decisions says of its requests.
 *
 * @param requests how many asked the rules
 * @param mixed of how many the decisions name more than one revision
 * @param incomplete how many did not get two decisions, one of each phase
 * @param revisions all that are named
 */
public record DecisionRecord(long requests, long mixed, long incomplete, Set<String> revisions) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PHASES = 2;

    public DecisionRecord {
        revisions = Set.copyOf(revisions);
    }

    /**
     * Reads the record of a gateway that has ended.
     *
     * @param state the gateway's state folder
     */
    public static DecisionRecord read(Path state) throws IOException {
        Reader reader = new Reader();
        try (Stream<Path> files = Files.list(state.resolve("decisions"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                reader.read(file);
            }
        }
        return reader.result();
    }

    /** What is known of one request. */
    private record Request(String revision, int decisions, boolean mixed) {
        private Request and(Request other) {
            boolean differ = !revision.equals(other.revision);
            return new Request(revision, decisions + other.decisions, mixed || other.mixed || differ);
        }
    }

    private static final class Reader {
        private final Map<String, Request> requests = new HashMap<>();
        private final Set<String> revisions = new HashSet<>();

        private void read(Path file) throws IOException {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(JSON.readTree(line));
                }
            }
        }

        /** An event without a decision has no bundle, and counts as none. */
        private void take(JsonNode event) {
            String revision = event.at("/bundles/ecluse/revision").asString("");
            if (!revision.isEmpty()) {
                revisions.add(revision);
            }
            Request decided = new Request(revision, revision.isEmpty() ? 0 : 1, false);
            requests.merge(event.path("req_id").asString(), decided, Request::and);
        }

        private DecisionRecord result() {
            List<Request> all = List.copyOf(requests.values());
            return new DecisionRecord(
                    all.size(),
                    all.stream().filter(Request::mixed).count(),
                    all.stream()
                            .filter(request -> request.decisions() != PHASES)
                            .count(),
                    revisions);
        }
    }
}
