package fr.ecluse.bench;

import fr.ecluse.bench.process.ProcessorTime;
import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.report.Report;
import fr.ecluse.bench.report.Table;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.report.Verdict;
import fr.ecluse.bench.row.Access;
import fr.ecluse.bench.row.AddedLatency;
import fr.ecluse.bench.row.Plan;
import fr.ecluse.bench.row.Row;
import fr.ecluse.bench.row.Soak;
import fr.ecluse.bench.row.Start;
import fr.ecluse.bench.row.Streams;
import fr.ecluse.bench.row.Throughput;
import fr.ecluse.bench.server.Gateway;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The program: measures the chosen rows one after the other, prints the table, and writes it as JSON. Ends with 0 when no
 * must was missed, 1 when one was, 2 when it was called wrongly, 3 when nothing could be judged.
 */
public final class Bench {
    private static final int MISSED = 1;
    private static final int CALLED_WRONGLY = 2;
    private static final int NOTHING_JUDGED = 3;
    private static final int PERCENT = 100;

    /** Above this share of the processors, other work has disturbed what was measured. */
    private static final double DISTURBED = 0.05;

    private final Options options;
    private final Workplace workplace;
    private final List<String> jvmOptions;
    private final List<Figure> figures = new ArrayList<>();

    private Bench(Options options, List<String> jvmOptions) {
        this.options = options;
        this.workplace = new Workplace(options.root(), options.out());
        this.jvmOptions = jvmOptions;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("ecluse bench: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(CALLED_WRONGLY);
            return;
        }
        String javaOptions = System.getenv().getOrDefault("ECLUSE_JAVA_OPTS", "");
        List<String> jvmOptions =
                javaOptions.isBlank() ? List.of() : List.of(javaOptions.strip().split("\\s+"));
        System.exit(new Bench(options, jvmOptions).run());
    }

    private int run() throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.now();
        Plan plan = options.plan();
        for (Options.RowName name : Options.RowName.values()) {
            if (options.rows().contains(name)) {
                Gateway gateway = new Gateway(workplace, name.name().toLowerCase(Locale.ROOT), jvmOptions);
                if (measure(row(name, gateway, plan))) {
                    gateway.forget();
                }
            }
        }
        double others = ProcessorTime.now().shareOfOthersSince(before);
        Report report = new Report(environment(others), figures);
        report.write(workplace.out());
        System.out.println(Table.of(figures));
        System.out.println();
        System.out.println("Written to " + workplace.out());
        if (others > DISTURBED) {
            System.out.printf(
                    Locale.ROOT,
                    "Other work took %.0f %% of the processors meanwhile: measure again on a quiet machine.%n",
                    others * PERCENT);
        }
        if (options.quick()) {
            System.out.println("Quick: these figures are hints. What is promised is judged without --quick.");
        }
        return exitCode(report);
    }

    private static int exitCode(Report report) {
        if (report.count(Verdict.MUST_MISSED) > 0) {
            return MISSED;
        }
        long unjudged = report.count(Verdict.NOT_RUN) + report.count(Verdict.INFORMATION);
        return unjudged == report.figures().size() ? NOTHING_JUDGED : 0;
    }

    private Row row(Options.RowName name, Gateway gateway, Plan plan) {
        return switch (name) {
            case THROUGHPUT -> new Throughput(workplace, gateway, plan);
            case LATENCY -> new AddedLatency(workplace, gateway, plan);
            case STREAMS -> new Streams(workplace, gateway, plan);
            case START -> new Start(gateway, plan);
            case ACCESS -> new Access(workplace, gateway, plan, options.opa());
            case SOAK -> new Soak(workplace, gateway, plan);
        };
    }

    /**
     * Whatever goes wrong in a row is one line of the report; the next row is measured all the same.
     *
     * @return whether no must was missed
     */
    private boolean measure(Row row) throws InterruptedException {
        System.err.println("Measuring " + row.name() + " …");
        Consumer<Figure> accept = figure -> {
            figures.add(figure);
            System.err.println(Table.line(figure));
        };
        try {
            row.measure(accept);
        } catch (CannotRunException e) {
            accept.accept(rest(row, new Outcome.NotRun(e.reason())));
        } catch (MeasurementException e) {
            accept.accept(rest(row, new Outcome.Failed(e.reason())));
        } catch (IOException e) {
            accept.accept(rest(row, new Outcome.NotRun(e.toString())));
        }
        return figures.stream()
                .filter(figure -> figure.row().equals(row.name()))
                .noneMatch(figure -> figure.verdict() == Verdict.MUST_MISSED);
    }

    private static Figure rest(Row row, Outcome outcome) {
        return new Figure(row.name(), "what was left of this row", Target.none(), outcome);
    }

    private Map<String, String> environment(double others) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("architecture", System.getProperty("os.arch"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put("processors-used-by-others", String.format(Locale.ROOT, "%.2f", others));
        environment.put("jdk", Runtime.version().toString());
        environment.put("gateway-jvm-options", String.join(" ", jvmOptions));
        environment.put("quick", Boolean.toString(options.quick()));
        environment.put("plan", options.plan().toString());
        return environment;
    }
}
