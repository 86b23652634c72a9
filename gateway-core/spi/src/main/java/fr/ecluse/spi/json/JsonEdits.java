package fr.ecluse.spi.json;

import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.Member;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Edits of a document, applied together: each replaces its own bytes, all other bytes stay as they are, white space
 * and the order of members included. Not thread-safe.
 */
public final class JsonEdits {

    private record Splice(int start, int end, String text) {}

    private final JsonDocument document;
    private final List<Splice> splices = new ArrayList<>();
    private final Map<JsonObject, Set<String>> removals = new IdentityHashMap<>();
    private final Map<JsonObject, Map<String, String>> additions = new IdentityHashMap<>();

    JsonEdits(JsonDocument document) {
        this.document = document;
    }

    /**
     * Puts other JSON in the place of a value of this document.
     *
     * @param json well-formed JSON, such as {@link Json#quote} gives
     */
    public JsonEdits replace(JsonValue value, String json) {
        splices.add(new Splice(value.start(), value.end(), json));
        return this;
    }

    /** Sets a member of an object of this document: replaces its value, or adds it at the end. */
    public JsonEdits set(JsonObject object, String name, String json) {
        Member member = object.members().get(name);
        if (member != null) {
            return replace(member.value(), json);
        }
        additions.computeIfAbsent(object, _ -> new LinkedHashMap<>()).put(name, json);
        return this;
    }

    /** Removes a member of an object of this document, if it is there. */
    public JsonEdits remove(JsonObject object, String name) {
        if (object.members().containsKey(name)) {
            removals.computeIfAbsent(object, _ -> new TreeSet<>()).add(name);
        }
        return this;
    }

    public boolean isEmpty() {
        return splices.isEmpty() && removals.isEmpty() && additions.isEmpty();
    }

    /**
     * The document's bytes with the edits in them; the document itself stays as it is.
     *
     * @throws IllegalStateException if two edits touch the same bytes
     */
    public byte[] apply() {
        List<Splice> all = new ArrayList<>(splices);
        removals.forEach((object, names) -> removeRuns(object, names, all));
        additions.forEach((object, added) -> append(object, added, all));
        all.sort(Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end));

        byte[] bytes = document.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
        int from = 0;
        for (Splice splice : all) {
            if (splice.start() < from) {
                throw new IllegalStateException("two edits touch the same bytes, at " + splice.start());
            }
            out.write(bytes, from, splice.start() - from);
            out.writeBytes(splice.text().getBytes(StandardCharsets.UTF_8));
            from = splice.end();
        }
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }

    /** Cuts each run of neighbouring members together with one of the commas around it. */
    private static void removeRuns(JsonObject object, Set<String> names, List<Splice> all) {
        Member lastKept = null;
        Member runStart = null;
        Member runEnd = null;
        for (Map.Entry<String, Member> entry : object.members().entrySet()) {
            Member member = entry.getValue();
            if (names.contains(entry.getKey())) {
                runStart = runStart == null ? member : runStart;
                runEnd = member;
            } else {
                if (runStart != null) {
                    all.add(new Splice(runStart.start(), member.start(), ""));
                    runStart = null;
                }
                lastKept = member;
            }
        }
        if (runStart != null && runEnd != null) {
            int start = lastKept == null ? runStart.start() : lastKept.value().end();
            all.add(new Splice(start, runEnd.value().end(), ""));
        }
    }

    private void append(JsonObject object, Map<String, String> added, List<Splice> all) {
        StringJoiner members = new StringJoiner(",");
        added.forEach((name, json) -> members.add(Json.quote(name) + ":" + json));
        int removed = removals.getOrDefault(object, Set.of()).size();
        boolean first = object.members().size() == removed;
        int place = object.end() - 1;
        all.add(new Splice(place, place, first ? members.toString() : "," + members));
    }
}
