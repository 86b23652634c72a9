package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A gateway's usage ledger: a file of JSON lines, one for each request. */
public final class UsageLedger {

    private final Path file;

    UsageLedger(Path file) {
        this.file = file;
    }

    /** The file's text. */
    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of the request with this id. */
    public List<JsonNode> of(String requestId) {
        return records(line -> line.contains(requestId)).stream()
                .filter(entry -> entry.path("id").asString().equals(requestId))
                .toList();
    }

    private List<JsonNode> records(Predicate<String> wanted) {
        String text = text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(wanted)
                .map(Json::parse)
                .toList();
    }

    /** Waits until each of these requests has a record, and gives all records that they have. */
    public List<JsonNode> await(Set<String> requestIds) {
        return Awaitility.await("usage records of " + requestIds.size() + " requests")
                .until(
                        () -> records(_ -> true).stream()
                                .filter(entry ->
                                        requestIds.contains(entry.path("id").asString()))
                                .toList(),
                        entries -> entries.size() >= requestIds.size());
    }

    /** Waits for the record of the request with this id, which is written a moment after the answer. */
    public JsonNode await(String requestId) {
        return Awaitility.await("usage record of " + requestId)
                .until(() -> of(requestId), entries -> !entries.isEmpty())
                .getFirst();
    }
}
