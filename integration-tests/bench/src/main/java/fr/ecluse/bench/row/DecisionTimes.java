package fr.ecluse.bench.row;

import fr.ecluse.bench.access.DecisionReport;
import fr.ecluse.bench.access.DecisionTime;
import fr.ecluse.bench.access.RulesBundle;
import fr.ecluse.bench.process.JavaProgram;
import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.bench.stats.Pair;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** How long the embedded rules take for a decision, and whether that grows with their data. */
final class DecisionTimes {
    private static final int FEW = 10;
    private static final int MANY = 2000;
    private static final Target TIME = Target.of(Bound.atMost(40, "µs"), Bound.atMost(25, "µs"));
    private static final Target GROWTH = Target.of(Bound.atMost(1.3, "×"), Bound.atMost(1.1, "×"));
    /** With what comes before, long enough for the JVM to compile all that takes part. */
    private static final Duration TIME_EACH = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final List<Phase> PHASES =
            List.of(new Phase("request", DecisionReport::request), new Phase("content", DecisionReport::content));

    private final Workplace workplace;
    private final Plan plan;

    DecisionTimes(Workplace workplace, Plan plan) {
        this.workplace = workplace;
        this.plan = plan;
    }

    private record Phase(String name, ToDoubleFunction<DecisionReport> micros) {}

    void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException {
        RulesBundle delivered = RulesBundle.read(RulesBundle.delivered(workplace));
        Path folder = workplace.folder("decision-time");
        Path few = delivered.withGroups(FEW).write(folder.resolve("few.tar.gz"));
        Path many = delivered.withGroups(MANY).write(folder.resolve("many.tar.gz"));
        List<Pair<DecisionReport>> pairs =
                plan.rounds().measure(() -> time(many, folder), () -> time(few, folder), DecisionTimes::isClose);
        for (Phase phase : PHASES) {
            figures.accept(figure("embedded decision, p50, phase " + phase.name(), TIME, time(pairs, phase)));
        }
        for (Phase phase : PHASES) {
            String what = String.format(
                    Locale.ROOT, "the same with %,d groups in the data against %d, phase %s", MANY, FEW, phase.name());
            figures.accept(figure(what, GROWTH, growth(pairs, phase)));
        }
    }

    private DecisionReport time(Path bundle, Path folder) throws CannotRunException, IOException, InterruptedException {
        Path out = folder.resolve("report.json");
        Command command = new Command(
                "decision time",
                JavaProgram.own(
                        DecisionTime.class,
                        List.of("@" + workplace.root().resolve("gateway-core/app/jvm.options")),
                        DecisionTime.arguments(bundle, TIME_EACH, out)),
                Map.of(),
                workplace.root(),
                workplace.log("decision-time"));
        try (ServerProcess process = ServerProcess.start(command)) {
            process.awaitSuccess(TIME_EACH.multipliedBy(4).plus(GRACE));
        }
        return DecisionTime.read(out);
    }

    private static boolean isClose(List<Pair<DecisionReport>> pairs) {
        return PHASES.stream()
                .anyMatch(phase -> TIME.isCloseTo(few(pairs, phase)) || GROWTH.isCloseTo(ratio(pairs, phase)));
    }

    private static double few(List<Pair<DecisionReport>> pairs, Phase phase) {
        return Pair.median(pairs, pair -> phase.micros().applyAsDouble(pair.reference()));
    }

    private static double ratio(List<Pair<DecisionReport>> pairs, Phase phase) {
        return Pair.median(pairs, pair -> pair.ratio(phase.micros()));
    }

    private static Outcome time(List<Pair<DecisionReport>> pairs, Phase phase) {
        double micros = few(pairs, phase);
        return new Outcome.Measured(micros, text(micros), "", Map.of("µs", references(pairs, phase)));
    }

    private static Outcome growth(List<Pair<DecisionReport>> pairs, Phase phase) {
        double ratio = ratio(pairs, phase);
        List<Double> many = pairs.stream()
                .map(pair -> phase.micros().applyAsDouble(pair.subject()))
                .toList();
        String figure = text(Pair.median(pairs, pair -> phase.micros().applyAsDouble(pair.subject()))) + " of "
                + text(few(pairs, phase));
        return new Outcome.Measured(
                ratio,
                figure,
                Ratio.text(ratio),
                Map.of("many groups µs", many, "few groups µs", references(pairs, phase)));
    }

    private static List<Double> references(List<Pair<DecisionReport>> pairs, Phase phase) {
        return pairs.stream()
                .map(pair -> phase.micros().applyAsDouble(pair.reference()))
                .toList();
    }

    private static String text(double micros) {
        return String.format(Locale.ROOT, "%.1f µs", micros);
    }

    private static Figure figure(String what, Target target, Outcome outcome) {
        return new Figure(Access.NAME, what, target, outcome);
    }
}
