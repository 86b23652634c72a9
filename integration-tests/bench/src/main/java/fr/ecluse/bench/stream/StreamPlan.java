package fr.ecluse.bench.stream;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Which streams to open.
 *
 * @param url where to post the request
 * @param headers of the request, beside the content type
 * @param streams how many
 * @param events in each stream
 * @param ramp time over which the streams are opened, evenly
 * @param limit time after which a stream that has not ended is broken
 */
public record StreamPlan(URI url, Map<String, String> headers, int streams, int events, Duration ramp, Duration limit) {
    private static final int WARM_UP_SHARE = 4;
    private static final int WARM_UP_EVENTS = 30;

    public StreamPlan {
        if (streams < 1 || events < 1) {
            throw new IllegalArgumentException("at least one stream of one event: " + streams + " of " + events);
        }
        headers = Map.copyOf(headers);
    }

    /** A short run with fewer streams, after which client and servers are compiled and no longer merely interpreted. */
    StreamPlan warmUp() {
        return new StreamPlan(
                url, headers, Math.ceilDiv(streams, WARM_UP_SHARE), Math.min(events, WARM_UP_EVENTS), ramp, limit);
    }
}
