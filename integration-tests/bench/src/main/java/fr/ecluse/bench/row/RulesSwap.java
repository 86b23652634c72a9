package fr.ecluse.bench.row;

import fr.ecluse.bench.access.BundleSwap;
import fr.ecluse.bench.access.DecisionRecord;
import fr.ecluse.bench.access.RulesBundle;
import fr.ecluse.bench.load.Wrk;
import fr.ecluse.bench.load.WrkResult;
import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Nginx;
import fr.ecluse.bench.server.Setup;
import fr.ecluse.bench.server.TokenIssuer;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Changes the rules again and again while the gateway is under full load, and looks for requests that noticed. */
final class RulesSwap {
    private static final Target NONE = Target.must(Bound.atMost(0, ""));
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** One that was there before, and one that came under load. */
    private static final int LEAST_REVISIONS = 2;
    /** At the end of each of two loads, every connection may break off a request between its decisions. */
    private static final int CUT = 2 * Wrk.CONNECTIONS;

    private final Workplace workplace;
    private final Gateway gateway;
    private final Plan plan;

    RulesSwap(Workplace workplace, Gateway gateway, Plan plan) {
        this.workplace = workplace;
        this.gateway = gateway;
        this.plan = plan;
    }

    /** What the caller saw, and what the gateway put on record. */
    private record Run(WrkResult answers, DecisionRecord decisions) {}

    void measure(Consumer<Figure> figures) throws CannotRunException, IOException, InterruptedException {
        Wrk wrk = new Wrk(workplace);
        try (TokenIssuer issuer = TokenIssuer.start();
                ChatServer upstream = new Nginx(workplace).startUpstream()) {
            for (boolean cache : List.of(false, true)) {
                String words = "swap of rules under load, cache " + (cache ? "on" : "off");
                figures.accept(new Figure(
                        Access.NAME,
                        words + ": failed requests, and those with decisions of two revisions",
                        NONE,
                        Outcomes.of(() -> outcome(run(wrk, issuer, upstream.base(), cache)))));
            }
        }
    }

    private Run run(Wrk wrk, TokenIssuer issuer, URI upstream, boolean cache)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        Path file = workplace.emptyFolder("rules-swap").resolve("bundle.tar.gz");
        try (BundleSwap swap = BundleSwap.into(file, RulesBundle.read(RulesBundle.delivered(workplace)))) {
            Setup setup = Setup.delivered("gateway with changing rules", issuer)
                    .with(Map.of(
                            "ecluse.policies.access.cache.enabled", Boolean.toString(cache),
                            "ecluse.policies.access.bundle.file", file.toString()));
            Gateway.Ready ready = gateway.start(upstream, setup);
            WrkResult answers;
            try (ChatServer subject = ready.server()) {
                wrk.fullLoad(subject, plan.warmUp().window());
                swap.begin(PAUSE);
                answers = wrk.fullLoad(subject, plan.swap());
            }
            swap.check();
            return new Run(answers, DecisionRecord.read(ready.state()));
        }
    }

    /** That no answer was an error is known here: the load would not have given a result. */
    private static Outcome outcome(Run run) throws MeasurementException {
        DecisionRecord decisions = run.decisions();
        int revisions = decisions.revisions().size();
        if (revisions < LEAST_REVISIONS) {
            throw new MeasurementException("no other rules came into force under load");
        }
        if (decisions.requests() < run.answers().requests()) {
            throw new MeasurementException("of %,d requests only %,d stand in the record of decisions"
                    .formatted(run.answers().requests(), decisions.requests()));
        }
        if (decisions.incomplete() > CUT) {
            throw new MeasurementException("%,d requests did not get two decisions".formatted(decisions.incomplete()));
        }
        String figure = String.format(
                Locale.ROOT, "%,d of %,d requests, %d revisions", decisions.mixed(), decisions.requests(), revisions);
        return new Outcome.Measured(
                decisions.mixed(),
                figure,
                "",
                Map.of(
                        "requests of two revisions", List.of((double) decisions.mixed()),
                        "requests without two decisions", List.of((double) decisions.incomplete()),
                        "revisions", List.of((double) revisions)));
    }
}
