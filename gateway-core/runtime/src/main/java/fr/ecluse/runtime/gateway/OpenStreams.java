package fr.ecluse.runtime.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the streamed answers that are being written, by flow: over all generations of it, since the streams of one that
 * was replaced go on. Thread-safe.
 */
final class OpenStreams {

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> byFlow = new ConcurrentHashMap<>();

    OpenStreams(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The count of one flow. */
    AtomicInteger of(String flow) {
        return byFlow.computeIfAbsent(flow, this::count);
    }

    private AtomicInteger count(String flow) {
        AtomicInteger open = new AtomicInteger();
        Gauge.builder("ecluse_streams_open", open, AtomicInteger::get)
                .description("Streamed answers that are being written")
                .tag("flow", flow)
                .register(meters);
        return open;
    }
}
