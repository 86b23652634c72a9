package fr.ecluse.bench.row;

import fr.ecluse.bench.load.Wrk;
import fr.ecluse.bench.process.HeapProbe;
import fr.ecluse.bench.process.ProcessStatus;
import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Nginx;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Minutes at half of the load that the gateway can bear, in segments. After each the gateway's live heap, memory and
 * threads are read; the first segment fills caches and pools, so the later ones are compared with its end.
 */
public final class Soak implements Row {
    private static final int SEGMENTS = 10;
    private static final double SHARE = 0.5;
    private static final double PERCENT = 100;
    private static final double BYTES_IN_MEGABYTE = 1_000_000;
    private static final double MILLIS_IN_SECOND = 1000;
    private static final Target FLAT = Target.must(Bound.atMost(5, "%"));

    private final Workplace workplace;
    private final Gateway gateway;
    private final Plan plan;

    public Soak(Workplace workplace, Gateway gateway, Plan plan) {
        this.workplace = workplace;
        this.gateway = gateway;
        this.plan = plan;
    }

    /** The gateway at the end of a segment. */
    private record Sample(double heapMegabytes, double residentMegabytes, double threads, double loadShare) {}

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        Wrk wrk = new Wrk(workplace);
        try (ChatServer upstream = new Nginx(workplace).startUpstream();
                ChatServer subject = gateway.start(upstream.base())) {
            plan.warmUp()
                    .run(() -> wrk.fullLoad(subject, plan.warmUp().window()).perSecond());
            double full = wrk.fullLoad(subject, plan.load()).perSecond();
            report(samples(wrk, subject, full), figures);
        }
    }

    private List<Sample> samples(Wrk wrk, ChatServer subject, double full)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        Duration segment = plan.soak().dividedBy(SEGMENTS);
        HeapProbe heap = new HeapProbe(subject.process().pid());
        double wantedCycle = cycleMillis(SHARE * full);
        double delay = wantedCycle;
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < SEGMENTS) {
            double perSecond = wrk.partialLoad(subject, segment, delay).perSecond();
            // What a cycle took beyond the delay is the answer's time, which was not known before.
            delay = Math.max(0, delay + wantedCycle - cycleMillis(perSecond));
            double live = heap.liveBytes() / BYTES_IN_MEGABYTE;
            ProcessStatus status = ProcessStatus.of(subject.process().pid());
            samples.add(
                    new Sample(live, status.residentBytes() / BYTES_IN_MEGABYTE, status.threads(), perSecond / full));
        }
        return samples;
    }

    /** How long a connection takes from one request to the next at that rate. */
    private static double cycleMillis(double perSecond) {
        return Wrk.CONNECTIONS / perSecond * MILLIS_IN_SECOND;
    }

    private void report(List<Sample> samples, Consumer<Figure> figures) {
        List<Double> heap = values(samples, Sample::heapMegabytes);
        double first = heap.getFirst();
        double deviation = heap.stream()
                .mapToDouble(live -> Math.abs(live / first - 1) * PERCENT)
                .max()
                .orElseThrow();
        String what = "heap after full GC, over " + plan.soak().toMinutes() + " min at half load";
        Outcome flat = new Outcome.Measured(
                deviation,
                String.format(Locale.ROOT, "%.1f %% off (%.1f to %.1f MB)", deviation, first, heap.getLast()),
                "",
                Map.of("MB", heap));
        figures.accept(new Figure(name(), what, FLAT, flat));
        figures.accept(course("memory (RSS)", "MB", values(samples, Sample::residentMegabytes)));
        figures.accept(course("threads", "", values(samples, Sample::threads)));
        figures.accept(course("load, as a share of full load", "×", values(samples, Sample::loadShare)));
    }

    private Figure course(String what, String unit, List<Double> values) {
        String pattern = "×".equals(unit) ? "%.2f to %.2f %s" : "%.0f to %.0f %s";
        String figure = String.format(Locale.ROOT, pattern, values.getFirst(), values.getLast(), unit)
                .strip();
        return new Figure(
                name(), what, Target.none(), new Outcome.Measured(values.getLast(), figure, "", Map.of(what, values)));
    }

    private static List<Double> values(List<Sample> samples, ToDoubleFunction<Sample> field) {
        return samples.stream().map(field::applyAsDouble).toList();
    }
}
