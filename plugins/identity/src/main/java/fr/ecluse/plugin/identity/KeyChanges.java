package fr.ecluse.plugin.identity;

import fr.ecluse.spi.state.StateMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which keys changed last, so that a replica that follows them reads one entry, and those that changed, instead of all.
 * Changes have stamps that never come again, not numbers: after a split of the network two histories would share them.
 */
final class KeyChanges {

    private static final String ENTRY = "last";
    private static final int REMEMBERED = 64;

    private final StateMap map;

    KeyChanges(StateMap map) {
        this.map = map;
    }

    /** A change of one key. */
    private record Change(String stamp, String id) {

        private static Change parse(String line) {
            int space = line.indexOf(' ');
            return new Change(line.substring(0, space), line.substring(space + 1));
        }

        private String line() {
            return stamp + ' ' + id;
        }
    }

    /** The last changes at some moment, the newest one last. */
    record Log(List<String> lines) {

        /** The stamp of the newest; empty if nothing ever changed. */
        String newest() {
            return lines.isEmpty() ? "" : Change.parse(lines.getLast()).stamp();
        }

        /**
         * The keys that changed after a change.
         *
         * @param stamp a {@link #newest} of earlier
         * @return empty if so much changed that it is not remembered
         */
        Optional<Set<String>> since(String stamp) {
            Set<String> ids = new HashSet<>();
            for (int i = lines.size() - 1; i >= 0; i--) {
                Change change = Change.parse(lines.get(i));
                if (change.stamp().equals(stamp)) {
                    return Optional.of(ids);
                }
                ids.add(change.id());
            }
            return lines.isEmpty() && stamp.isEmpty() ? Optional.of(ids) : Optional.empty();
        }
    }

    Log read() {
        return log(map.get(ENTRY));
    }

    /** Says that a key has changed; to be called when the change is in the store. */
    void note(String id) {
        String line = new Change(UUID.randomUUID().toString(), id).line();
        boolean noted = false;
        while (!noted) {
            Optional<byte[]> present = map.get(ENTRY);
            List<String> lines = new ArrayList<>(log(present).lines());
            lines.add(line);
            byte[] next = bytes(lines.subList(Math.max(0, lines.size() - REMEMBERED), lines.size()));
            noted = present.isPresent()
                    ? map.replace(ENTRY, present.get(), next, Duration.ZERO)
                    : map.putIfAbsent(ENTRY, next, Duration.ZERO).isEmpty();
        }
    }

    private static Log log(Optional<byte[]> entry) {
        return new Log(entry.map(bytes ->
                        new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of()));
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
