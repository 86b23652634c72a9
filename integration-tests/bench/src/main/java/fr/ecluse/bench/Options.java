package fr.ecluse.bench;

import fr.ecluse.bench.row.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The program's options.
 *
 * @param root the checkout
 * @param out where results go, relative to the root if relative
 * @param rows what to measure
 * @param quick short measurements, as a hint only
 * @param pairs rounds of a close comparison; empty for what is usual
 * @param soakMinutes duration of the soak; empty for what is usual
 * @param opa the program {@code opa}; empty if there is none
 */
public record Options(
        Path root,
        Path out,
        Set<RowName> rows,
        boolean quick,
        Optional<Integer> pairs,
        Optional<Integer> soakMinutes,
        Optional<Path> opa) {
    public static final String USAGE = """
            Usage: ./ecluse bench [options]
              --rows=NAME,NAME  throughput, latency, streams, start, access, soak (all)
              --quick           short measurements, as a hint only
              --pairs=N         rounds of a close comparison (10; quick: 1)
              --soak-minutes=N  duration of the soak (10; quick: 1)
              --out=DIR         where results and logs go (target/bench)
              --root=DIR        the checkout (.)
              --opa=FILE        the program opa, of which the row access starts a server
            The variable ECLUSE_JAVA_OPTS holds further options of the gateway's JVM.
            """;

    private static final int USUAL_PAIRS = 10;
    private static final int QUICK_PAIRS = 1;
    private static final int USUAL_SOAK_MINUTES = 10;
    private static final int QUICK_SOAK_MINUTES = 1;

    /** The rows by the names that the option takes. */
    public enum RowName {
        THROUGHPUT,
        LATENCY,
        STREAMS,
        START,
        ACCESS,
        SOAK
    }

    public Options {
        rows = Set.copyOf(rows);
    }

    /**
     * Reads the program's arguments.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Options parse(String... arguments) {
        Options options = new Options(
                Path.of("."),
                Path.of("target", "bench"),
                EnumSet.allOf(RowName.class),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    public Plan plan() {
        Duration soak = Duration.ofMinutes(soakMinutes.orElse(quick ? QUICK_SOAK_MINUTES : USUAL_SOAK_MINUTES));
        return quick ? Plan.quick(pairs.orElse(QUICK_PAIRS), soak) : Plan.full(pairs.orElse(USUAL_PAIRS), soak);
    }

    private Options with(String argument) {
        if ("--quick".equals(argument)) {
            return new Options(root, out, rows, true, pairs, soakMinutes, opa);
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        return switch (name) {
            case "--root" -> new Options(Path.of(value), out, rows, quick, pairs, soakMinutes, opa);
            case "--out" -> new Options(root, Path.of(value), rows, quick, pairs, soakMinutes, opa);
            case "--rows" -> new Options(root, out, rowNames(value), quick, pairs, soakMinutes, opa);
            case "--pairs" -> new Options(root, out, rows, quick, Optional.of(positive(name, value)), soakMinutes, opa);
            case "--soak-minutes" ->
                new Options(root, out, rows, quick, pairs, Optional.of(positive(name, value)), opa);
            case "--opa" -> new Options(root, out, rows, quick, pairs, soakMinutes, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("unknown option: " + argument);
        };
    }

    private static Set<RowName> rowNames(String list) {
        Set<RowName> names = EnumSet.noneOf(RowName.class);
        for (String name : list.split(",", -1)) {
            try {
                names.add(RowName.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("unknown row: " + name, e);
            }
        }
        return names;
    }

    private static int positive(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number: " + value, e);
        }
        throw new IllegalArgumentException(name + " takes a number above 0: " + value);
    }
}
