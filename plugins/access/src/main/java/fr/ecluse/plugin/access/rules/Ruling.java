package fr.ecluse.plugin.access.rules;

import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.error.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What access rules decided about one question.
 *
 * @param allow whether the request may go on
 * @param reasons why; never empty for a denial
 * @param demands what the gateway must do, if it may go on
 * @param advice worth knowing; binds nobody
 * @param timeToLive how long the ruling may serve again
 */
public record Ruling(boolean allow, List<Reason> reasons, Demands demands, List<Reason> advice, Duration timeToLive) {

    public Ruling {
        reasons = List.copyOf(reasons);
        advice = List.copyOf(advice);
    }

    /** Whether the request may go on: it is allowed, and this gateway meets all that is demanded. */
    public boolean letsPass() {
        return allow && demands.unknown().isEmpty();
    }

    /**
     * What is demanded with an allow.
     *
     * @param obligations what the gateway meets where the request goes out
     * @param recordedInFull whether the whole question goes on record
     * @param responseHeaders headers to add to the answer
     * @param unknown the names of demands that nothing in this gateway meets: one is enough to deny
     */
    public record Demands(
            Obligations obligations,
            boolean recordedInFull,
            Map<String, String> responseHeaders,
            List<String> unknown) {

        private static final Demands NONE = new Demands(Obligations.none(), false, Map.of(), List.of());

        public Demands {
            responseHeaders = Map.copyOf(responseHeaders);
            unknown = List.copyOf(unknown);
        }

        public static Demands none() {
            return NONE;
        }
    }
}
