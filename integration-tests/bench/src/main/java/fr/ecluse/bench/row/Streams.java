package fr.ecluse.bench.row;

import fr.ecluse.bench.process.ProcessStatus;
import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Setup;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.bench.stats.Pair;
import fr.ecluse.bench.stream.StreamReport;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Many streams at the same time: what is lost or out of order, how long first tokens wait, how much memory it takes. */
public final class Streams implements Row {
    private static final Bound NO_FAULT = Bound.atMost(0, "");
    private static final Bound FIRST_TOKEN = Bound.atMost(250, "ms");
    private static final Bound MEMORY = Bound.atMost(800, "MB");
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final double BYTES_IN_MEGABYTE = 1_000_000;

    private final Gateway gateway;
    private final StreamProcesses processes;
    private final Plan plan;

    public Streams(Workplace workplace, Gateway gateway, Plan plan) {
        this.gateway = gateway;
        this.processes = new StreamProcesses(workplace);
        this.plan = plan;
    }

    /** How fast the streams are, and what is asked of the gateway then. */
    private record Pace(int eventsPerSecond, Function<Bound, Target> asked) {}

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        for (Pace pace : List.of(new Pace(10, Target::must), new Pace(20, Target::aim))) {
            measure(pace, figures);
        }
    }

    private void measure(Pace pace, Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        try (ChatServer upstream = processes.startUpstream(pace.eventsPerSecond());
                ChatServer subject =
                        gateway.startUntilReady(upstream.base(), Setup.bare()).server()) {
            processes.load(subject, plan.streams(), pace.eventsPerSecond(), WARM_UP);
            Target asked = pace.asked().apply(FIRST_TOKEN);
            List<Pair<StreamReport>> pairs = plan.rounds()
                    .measure(
                            () -> load(subject, pace),
                            () -> load(upstream, pace),
                            taken -> firstToken(taken).isClose(asked)
                                    || eventDelay(taken).isClose(Target.none()));
            double peak = ProcessStatus.of(subject.process().pid()).peakResidentBytes() / BYTES_IN_MEGABYTE;

            figures.accept(figure(pace, "events lost, doubled, reordered; streams broken", NO_FAULT, faults(pairs)));
            figures.accept(figure(
                    pace,
                    "first token p99 over direct",
                    FIRST_TOKEN,
                    firstToken(pairs).outcome()));
            figures.accept(figure(pace, "gateway memory (peak RSS)", MEMORY, memory(peak)));
            figures.accept(new Figure(
                    name(),
                    what(pace, "event p99 over direct"),
                    Target.none(),
                    eventDelay(pairs).outcome()));
        }
    }

    private StreamReport load(ChatServer server, Pace pace)
            throws CannotRunException, IOException, InterruptedException {
        return processes.load(server, plan.streams(), pace.eventsPerSecond(), plan.streamTime());
    }

    private static Outcome faults(List<Pair<StreamReport>> pairs) {
        long direct =
                pairs.stream().mapToLong(pair -> pair.reference().faults()).sum();
        if (direct > 0) {
            return new Outcome.NotRun("the direct runs have " + direct + " faults themselves, as in "
                    + pairs.getFirst().reference());
        }
        List<Double> faults =
                pairs.stream().map(pair -> (double) pair.subject().faults()).toList();
        double sum = faults.stream().mapToDouble(Double::doubleValue).sum();
        long events = pairs.stream().mapToLong(pair -> pair.subject().events()).sum();
        String broken = sum == 0
                ? ""
                : "; " + pairs.stream().map(pair -> pair.subject().broken()).toList();
        return new Outcome.Measured(
                sum,
                String.format(Locale.ROOT, "%,.0f of %,d events", sum, events) + broken,
                "",
                Map.of("faults", faults));
    }

    private static Added<StreamReport> firstToken(List<Pair<StreamReport>> pairs) {
        return new Added<>(pairs, report -> report.firstToken().p99());
    }

    private static Added<StreamReport> eventDelay(List<Pair<StreamReport>> pairs) {
        return new Added<>(pairs, report -> report.eventDelay().p99());
    }

    private static Outcome memory(double megabytes) {
        return new Outcome.Measured(
                megabytes, String.format(Locale.ROOT, "%.0f MB", megabytes), "", Map.of("MB", List.of(megabytes)));
    }

    private Figure figure(Pace pace, String what, Bound bound, Outcome outcome) {
        return new Figure(name(), what(pace, what), pace.asked().apply(bound), outcome);
    }

    private String what(Pace pace, String what) {
        return String.format(
                Locale.ROOT, "%,d streams of %d events/s: %s", plan.streams(), pace.eventsPerSecond(), what);
    }
}
