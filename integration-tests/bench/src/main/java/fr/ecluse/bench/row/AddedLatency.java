package fr.ecluse.bench.row;

import fr.ecluse.bench.load.LatencyResult;
import fr.ecluse.bench.load.OpenLoop;
import fr.ecluse.bench.load.Wrk;
import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Nginx;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.bench.stats.Pair;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What the gateway adds to the time of an answer at a moderate, fixed rate. */
public final class AddedLatency implements Row {
    private static final int PER_SECOND = 200;
    /** For the client, which is compiled while it runs, as the gateway is. */
    private static final int WARM_UP_PER_SECOND = 2000;

    private static final Target P50 = atMost(1, 0.4);
    private static final Target P99 = atMost(5, 2);

    private final Workplace workplace;
    private final Gateway gateway;
    private final Plan plan;

    public AddedLatency(Workplace workplace, Gateway gateway, Plan plan) {
        this.workplace = workplace;
        this.gateway = gateway;
        this.plan = plan;
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        Wrk wrk = new Wrk(workplace);
        try (OpenLoop load = new OpenLoop();
                ChatServer upstream = new Nginx(workplace).startUpstream();
                ChatServer subject = gateway.start(upstream.base())) {
            plan.warmUp()
                    .run(() -> wrk.fullLoad(subject, plan.warmUp().window()).perSecond());
            load.run(upstream, WARM_UP_PER_SECOND, plan.warmUp().window());
            List<Pair<LatencyResult>> pairs = plan.rounds()
                    .measure(
                            () -> load.run(subject, PER_SECOND, plan.latency()),
                            () -> load.run(upstream, PER_SECOND, plan.latency()),
                            AddedLatency::isClose);
            figures.accept(new Figure(name(), what("p50"), P50, new Added<>(pairs, LatencyResult::p50).outcome()));
            figures.accept(new Figure(name(), what("p99"), P99, new Added<>(pairs, LatencyResult::p99).outcome()));
        }
    }

    private static String what(String percentile) {
        return "added at " + PER_SECOND + " req/s, " + percentile;
    }

    private static boolean isClose(List<Pair<LatencyResult>> pairs) {
        return new Added<>(pairs, LatencyResult::p50).isClose(P50)
                || new Added<>(pairs, LatencyResult::p99).isClose(P99);
    }

    private static Target atMost(double must, double aim) {
        return Target.of(Bound.atMost(must, "ms"), Bound.atMost(aim, "ms"));
    }
}
