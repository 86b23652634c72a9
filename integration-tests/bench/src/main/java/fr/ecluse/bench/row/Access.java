package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What tokens and access rules cost: a decision by itself, the throughput with them, rules that change meanwhile. */
public final class Access implements Row {
    static final String NAME = "access";

    private final DecisionTimes decisions;
    private final AccessLoad load;
    private final RulesSwap swap;

    /**
     * @param opa the program {@code opa}, if there is one
     */
    public Access(Workplace workplace, Gateway gateway, Plan plan, Optional<Path> opa) {
        this.decisions = new DecisionTimes(workplace, plan);
        this.load = new AccessLoad(workplace, gateway, plan, opa);
        this.swap = new RulesSwap(workplace, gateway, plan);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        decisions.measure(figures);
        load.measure(figures);
        swap.measure(figures);
    }
}
