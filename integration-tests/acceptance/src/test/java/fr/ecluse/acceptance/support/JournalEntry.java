package fr.ecluse.acceptance.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * One request as the simulator received it.
 *
 * @param headers in their order, with repetitions
 * @param body as text
 * @param finishedAt when the simulator had nothing more to do with it, in Unix milliseconds; empty before that
 * @param cancelled whether that was because the gateway left
 * @param eventsSent events handed to the connection so far
 */
public record JournalEntry(
        String method,
        String path,
        Optional<String> query,
        List<Map.Entry<String, String>> headers,
        String body,
        Optional<Long> finishedAt,
        boolean cancelled,
        int eventsSent) {

    static JournalEntry of(JsonNode entry) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        entry.path("headers")
                .forEach(header -> headers.add(
                        Map.entry(header.path(0).stringValue(), header.path(1).stringValue())));
        return new JournalEntry(
                entry.path("method").stringValue(),
                entry.path("path").stringValue(),
                entry.path("query").stringValueOpt(),
                headers,
                entry.path("body").stringValue(),
                Optional.of(entry.path("finished_at"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::longValue),
                entry.path("cancelled").booleanValue(),
                entry.path("events_sent").intValue());
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.parse(body);
    }

    /** The names of all headers, in lower case. */
    public Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        headers.forEach(header -> names.add(header.getKey().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The values of a header, whose name may be in any case. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
