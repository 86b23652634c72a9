package fr.ecluse.bench.row;

import fr.ecluse.bench.access.RulesBundle;
import fr.ecluse.bench.load.Wrk;
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
import fr.ecluse.bench.stats.Pair;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.realservers.OpaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Plain chat requests with a token through the delivered flow, against the bare flow with an API key. */
final class AccessLoad {
    private static final String RULES = "ecluse.policies.access.";

    private static final List<Variant> VARIANTS = List.of(
            new Variant(Engine.EMBEDDED, false, LoadRatio.atLeast(0.55, 0.70)),
            new Variant(Engine.EMBEDDED, true, LoadRatio.atLeast(0.80, 0.90)),
            new Variant(Engine.SERVER, false, LoadRatio.atLeast(0.10, 0.15)),
            new Variant(Engine.SERVER, true, LoadRatio.atLeast(0.75, 0.85)));

    private final Workplace workplace;
    private final Gateway gateway;
    private final Plan plan;
    private final Optional<Path> opa;

    AccessLoad(Workplace workplace, Gateway gateway, Plan plan, Optional<Path> opa) {
        this.workplace = workplace;
        this.gateway = gateway;
        this.plan = plan;
        this.opa = opa;
    }

    private enum Engine {
        EMBEDDED("embedded rules"),
        SERVER("an OPA server");

        private final String words;

        Engine(String words) {
            this.words = words;
        }
    }

    /**
     * A gateway that is compared with the bare one.
     *
     * @param cache whether decisions serve again
     */
    private record Variant(Engine engine, boolean cache, Target target) {
        private String words() {
            return "token and " + engine.words + ", cache " + (cache ? "on" : "off");
        }

        private Map<String, String> settings() {
            return Map.of(RULES + "cache.enabled", Boolean.toString(cache));
        }
    }

    /** What all variants share. */
    private record Ground(URI upstream, TokenIssuer issuer, ChatServer bare, Wrk wrk) {}

    void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        Wrk wrk = new Wrk(workplace);
        try (TokenIssuer issuer = TokenIssuer.start();
                ChatServer upstream = new Nginx(workplace).startUpstream();
                ChatServer bare = gateway.start(upstream.base())) {
            Ground ground = new Ground(upstream.base(), issuer, bare, wrk);
            warmUp(wrk, bare);
            for (Variant one : VARIANTS) {
                Outcome outcome = Outcomes.of(() -> against(one, ground));
                figures.accept(new Figure(Access.NAME, one.words() + ", against the bare flow", one.target(), outcome));
            }
        }
    }

    private Outcome against(Variant variant, Ground ground)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        if (variant.engine() == Engine.EMBEDDED) {
            return against(variant, ground, Map.of(RULES + "engine", "embedded"));
        }
        Path program = opa.orElseThrow(() -> new CannotRunException("there is no OPA; ./ecluse rules test gets it"));
        try (OpaServer server =
                OpaServer.start(program, RulesBundle.delivered(workplace), workplace.folder("opa-server"))) {
            // A cold gateway under full load keeps a server waiting for longer than an operator would wait for one.
            return against(
                    variant,
                    ground,
                    Map.of(
                            RULES + "engine", "server",
                            RULES + "server.url", server.url().toString(),
                            RULES + "server.timeout", "5s"));
        }
    }

    private Outcome against(Variant variant, Ground ground, Map<String, String> engine)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        Setup setup = Setup.delivered("gateway with " + variant.words(), ground.issuer())
                .with(variant.settings())
                .with(engine);
        Gateway.Ready ready = gateway.start(ground.upstream(), setup);
        List<Pair<Double>> pairs;
        try (ChatServer subject = ready.server()) {
            warmUp(ground.wrk(), subject);
            pairs = plan.rounds()
                    .measure(
                            () -> ground.wrk().fullLoad(subject, plan.load()).perSecond(),
                            () -> ground.wrk()
                                    .fullLoad(ground.bare(), plan.load())
                                    .perSecond(),
                            taken -> new LoadRatio(taken).isClose(variant.target()));
        }
        workplace.delete(ready.state());
        return new LoadRatio(pairs).outcome(variant.words(), ground.bare().name());
    }

    private void warmUp(Wrk wrk, ChatServer server)
            throws MeasurementException, CannotRunException, IOException, InterruptedException {
        plan.warmUp().run(() -> wrk.fullLoad(server, plan.warmUp().window()).perSecond());
    }
}
