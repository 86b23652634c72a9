package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Setup;
import fr.ecluse.bench.stats.Median;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** From the start of the process until the gateway, with the delivered flows and rules, says that it is ready. */
public final class Start implements Row {
    private static final Target TARGET = Target.of(Bound.atMost(4, "s"), Bound.atMost(2, "s"));
    private static final double MILLIS_IN_SECOND = 1000;

    private final Gateway gateway;
    private final Plan plan;

    public Start(Gateway gateway, Plan plan) {
        this.gateway = gateway;
        this.plan = plan;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Consumer<Figure> figures) throws CannotRunException, IOException, InterruptedException {
        // Nothing calls the upstream here.
        URI upstream = URI.create("http://127.0.0.1:" + LoopbackPort.findFree());
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < plan.starts(); i++) {
            Gateway.Ready ready = gateway.startUntilReady(upstream, Setup.delivered());
            try (ChatServer _ = ready.server()) {
                seconds.add(ready.startTime().toMillis() / MILLIS_IN_SECOND);
            }
        }
        double median = Median.of(seconds);
        String figure = String.format(
                Locale.ROOT,
                "%.2f s (%d starts, %.2f to %.2f)",
                median,
                seconds.size(),
                Collections.min(seconds),
                Collections.max(seconds));
        Outcome outcome = new Outcome.Measured(median, figure, "", Map.of("seconds", seconds));
        figures.accept(new Figure(name(), "start to ready", TARGET, outcome));
    }
}
