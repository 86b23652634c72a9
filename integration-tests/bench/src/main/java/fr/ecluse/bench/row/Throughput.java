package fr.ecluse.bench.row;

import fr.ecluse.bench.load.Wrk;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.LiteLlm;
import fr.ecluse.bench.server.Nginx;
import fr.ecluse.bench.server.Portkey;
import fr.ecluse.bench.server.ServerKind;
import fr.ecluse.bench.server.SpringCloudGateway;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.bench.stats.Pair;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Plain chat requests on 64 connections: how many a second, as a ratio to nginx and to other gateways. */
public final class Throughput implements Row {
    private final Workplace workplace;
    private final Gateway gateway;
    private final Plan plan;

    public Throughput(Workplace workplace, Gateway gateway, Plan plan) {
        this.workplace = workplace;
        this.gateway = gateway;
        this.plan = plan;
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public void measure(Consumer<Figure> figures) throws CannotRunException, IOException, InterruptedException {
        Wrk wrk = new Wrk(workplace);
        Nginx nginx = new Nginx(workplace);
        try (ChatServer upstream = nginx.startUpstream()) {
            figures.accept(new Figure(
                    name(),
                    "nginx against the upstream itself",
                    Target.none(),
                    Outcomes.of(() -> nginxAgainst(upstream, nginx, wrk))));
            measureGateway(upstream, nginx, wrk, figures);
        }
    }

    private Outcome nginxAgainst(ChatServer upstream, Nginx nginx, Wrk wrk)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        try (ChatServer proxy = nginx.start(upstream.base())) {
            List<Pair<Double>> pairs = plan.rounds()
                    .measure(
                            () -> perSecondOfPeer(wrk, proxy, plan.load()),
                            () -> perSecondOfPeer(wrk, upstream, plan.load()),
                            taken -> new LoadRatio(taken).isClose(Target.none()));
            return new LoadRatio(pairs).outcome(proxy.name(), upstream.name());
        }
    }

    private void measureGateway(ChatServer upstream, Nginx nginx, Wrk wrk, Consumer<Figure> figures)
            throws IOException, InterruptedException {
        List<Comparison> comparisons = List.of(
                new Comparison(nginx, LoadRatio.atLeast(0.28, 0.40)),
                new Comparison(new Portkey(workplace), LoadRatio.atLeast(8, 20)),
                new Comparison(new SpringCloudGateway(workplace), LoadRatio.atLeast(1, 1.5)),
                new Comparison(new LiteLlm(workplace), LoadRatio.atLeast(50, 100)));
        try (ChatServer subject = gateway.start(upstream.base())) {
            plan.warmUp()
                    .run(() -> wrk.fullLoad(subject, plan.warmUp().window()).perSecond());
            for (Comparison one : comparisons) {
                figures.accept(figure(one, Outcomes.of(() -> against(one, upstream, subject, wrk))));
            }
        } catch (CannotRunException e) {
            comparisons.forEach(one -> figures.accept(figure(one, new Outcome.NotRun(e.reason()))));
        } catch (MeasurementException e) {
            comparisons.forEach(one -> figures.accept(figure(one, new Outcome.Failed(e.reason()))));
        }
    }

    private record Comparison(ServerKind peer, Target target) {}

    private Outcome against(Comparison comparison, ChatServer upstream, ChatServer subject, Wrk wrk)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        try (ChatServer peer = comparison.peer().start(upstream.base())) {
            plan.warmUp().run(() -> perSecondOfPeer(wrk, peer, plan.warmUp().window()));
            List<Pair<Double>> pairs = plan.rounds()
                    .measure(
                            () -> wrk.fullLoad(subject, plan.load()).perSecond(),
                            () -> perSecondOfPeer(wrk, peer, plan.load()),
                            taken -> new LoadRatio(taken).isClose(comparison.target()));
            return new LoadRatio(pairs).outcome(subject.name(), peer.name());
        }
    }

    /** What a peer does wrong is no fault of the gateway's: there is only nothing to compare with. */
    private static double perSecondOfPeer(Wrk wrk, ChatServer peer, Duration duration)
            throws CannotRunException, IOException, InterruptedException {
        try {
            return wrk.fullLoad(peer, duration).perSecond();
        } catch (MeasurementException e) {
            throw new CannotRunException(e.reason(), e);
        }
    }

    private Figure figure(Comparison comparison, Outcome outcome) {
        return new Figure(name(), "gateway against " + comparison.peer().name(), comparison.target(), outcome);
    }
}
