package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** All records whose lines are whole. */
    public List<JsonNode> all() {
        String text = text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Json::parse)
                .toList();
    }

    /** The records of the request with this id. */
    public List<JsonNode> of(String requestId) {
        return all().stream()
                .filter(entry -> entry.path("id").asString().equals(requestId))
                .toList();
    }

    /** Waits for the record of the request with this id, which is written a moment after the answer. */
    public JsonNode await(String requestId) {
        return Awaitility.await("usage record of " + requestId)
                .until(() -> of(requestId), entries -> !entries.isEmpty())
                .getFirst();
    }
}
